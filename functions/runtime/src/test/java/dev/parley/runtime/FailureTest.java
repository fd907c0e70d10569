package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.RuntimeInvocation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void anErrorBeforeTheResponseFailsTheInvocationAndSaysNothingOfItsMessage() throws Exception {
        StreamingHandler handler = (event, response, context) -> {
            if (Handlers.text(event).contains("fail")) {
                throw new IllegalArgumentException("what a caller wrote");
            }
            Handlers.echo(event, response, context);
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation failed = loop.api.invoke("\"fail\"");
            RuntimeInvocation next = loop.api.invoke("\"go on\"");

            assertThat(failed.ended().streamed()).isFalse();
            assertThat(failed.ended().errorType()).isEqualTo("Runtime.UserException");
            assertThat(failed.ended().error())
                    .isEqualTo("{\"errorType\":\"java.lang.IllegalArgumentException\","
                            + "\"errorMessage\":\"The function failed; its log says where.\"}");
            assertThat(next.ended().streamed()).isTrue();
            assertThat(loop.log())
                    .contains("\"level\":\"ERROR\"", "\"event\":\"handler_failed\"", "FailureTest.java", failed.id())
                    .doesNotContain("what a caller wrote");
        }
    }

    @Test
    void anErrorDuringTheResponseBreaksItOffWithTrailers() throws Exception {
        StreamingHandler handler = (_, response, _) -> {
            OutputStream body = response.begin(200, Handlers.TEXT);
            body.write(Handlers.bytes("so far"));
            throw new IllegalStateException("what a caller wrote");
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");
            invocation.prelude();

            assertThat(invocation.rest()).isEqualTo("so far");
            Map<String, String> trailers = invocation.ended().trailers();
            assertThat(trailers).containsEntry("lambda-runtime-function-error-type", "Runtime.UserException");
            assertThat(new String(
                            Base64.getDecoder().decode(trailers.get("lambda-runtime-function-error-body")),
                            StandardCharsets.UTF_8))
                    .isEqualTo("{\"errorType\":\"java.lang.IllegalStateException\","
                            + "\"errorMessage\":\"The function failed; its log says where.\"}");
        }
    }

    @Test
    void aClientThatGoesAwayShowsWhereTheHandlerWritesAndTheNextIsServed() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        CompletableFuture<IOException> seen = new CompletableFuture<>();
        StreamingHandler handler = (event, response, context) -> {
            if (!Handlers.text(event).contains("leave")) {
                Handlers.echo(event, response, context);
                return;
            }
            OutputStream body = response.begin(200, Handlers.TEXT);
            Handlers.await(left);
            try {
                while (true) {
                    body.write(Handlers.bytes("is anybody there?"));
                    body.flush();
                }
            } catch (IOException e) {
                seen.complete(e);
                throw e;
            }
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("\"leave\"");
            RuntimeInvocation next = loop.api.invoke("\"go on\"");
            invocation.prelude();
            invocation.leave();
            left.countDown();

            assertThat(seen.get(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(next.ended().streamed()).isTrue();
            assertThat(loop.log())
                    .contains("\"level\":\"WARN\"", "\"event\":\"response_not_taken\"")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void aHandlerThatFailsAfterItsClientHasLeftUnnoticedDoesNotKeepTheNextFromBeingServed() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        StreamingHandler handler = (event, response, context) -> {
            if (!Handlers.text(event).contains("leave")) {
                Handlers.echo(event, response, context);
                return;
            }
            response.begin(200, Handlers.TEXT);
            Handlers.await(left);
            throw new IllegalStateException("on its own account");
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("\"leave\"");
            RuntimeInvocation next = loop.api.invoke("\"go on\"");
            invocation.prelude();
            invocation.leave();
            left.countDown();

            assertThat(next.ended().streamed()).isTrue();
            assertThat(loop.log())
                    .contains("\"event\":\"handler_failed\"", "\"event\":\"response_not_taken\"")
                    .doesNotContain("on its own account");
        }
    }

    @Test
    void aHandlerThatBeginsNoResponseFailsTheInvocation() throws Exception {
        try (RunningLoop loop = RunningLoop.of((_, _, _) -> {})) {
            RuntimeInvocation invocation = loop.api.invoke("{}");

            assertThat(invocation.ended().streamed()).isFalse();
            assertThat(invocation.ended().errorType()).isEqualTo("Runtime.UserException");
        }
    }

    @Test
    void aVirtualMachineThatFailedIsNotUsedAgain() throws Exception {
        StreamingHandler handler = (_, _, _) -> {
            throw new OutOfMemoryError("as if");
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");

            assertThat(invocation.ended().error()).contains("OutOfMemoryError");
            assertThat(loop.status()).isEqualTo(Loop.FAILED);
        }
    }

    @Test
    void aFunctionThatCannotBeMadeEndsTheProcessAndSaysWhy() throws Exception {
        try (RunningLoop loop = RunningLoop.of(
                () -> {
                    throw new IllegalStateException("the environment variable PARLEY_TABLE is not set");
                },
                Map.of())) {
            assertThat(loop.api.failure().phase()).isEqualTo("init");
            assertThat(loop.status()).isEqualTo(Loop.FAILED);
            assertThat(loop.log()).contains("init_failed", "PARLEY_TABLE is not set");
        }
    }
}
