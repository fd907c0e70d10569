package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.parley.standins.HandClock;
import dev.parley.standins.RuntimeInvocation;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void aResponseIsStreamedBehindItsStatusAndHeaders() throws Exception {
        try (RunningLoop loop = RunningLoop.of(Handlers::echo)) {
            RuntimeInvocation invocation = loop.api.invoke("{\"say\":\"hello\"}");

            assertThat(invocation.prelude())
                    .isEqualTo("{\"statusCode\":200,\"headers\":{\"content-type\":\"text/plain\"}}");
            assertThat(invocation.rest()).isEqualTo("{\"say\":\"hello\"}");
            assertThat(invocation.ended().streamed()).isTrue();
            assertThat(invocation.ended().trailers()).isEmpty();
            assertThat(invocation.header("Lambda-Runtime-Function-Response-Mode"))
                    .isEqualTo("streaming");
            assertThat(invocation.header("Content-Type"))
                    .isEqualTo("application/vnd.awslambda.http-integration-response");
            assertThat(invocation.header("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(invocation.header("Trailer"))
                    .isEqualTo("Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body");
        }
    }

    @Test
    void whatIsFlushedArrivesBeforeTheHandlerHasWrittenTheRest() throws Exception {
        CountDownLatch firstWasRead = new CountDownLatch(1);
        StreamingHandler handler = (_, response, _) -> {
            OutputStream body = response.begin(200, Handlers.TEXT);
            body.write(Handlers.bytes("first,"));
            body.flush();
            Handlers.await(firstWasRead);
            body.write(Handlers.bytes("second"));
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");
            invocation.prelude();

            assertThat(invocation.upTo(",")).isEqualTo("first,");
            firstWasRead.countDown();
            assertThat(invocation.rest()).isEqualTo("second");
        }
    }

    @Test
    void theStatusAndHeadersArriveBeforeAnythingIsWritten() throws Exception {
        CountDownLatch preludeWasRead = new CountDownLatch(1);
        StreamingHandler handler = (_, response, _) -> {
            response.begin(202, Map.of());
            Handlers.await(preludeWasRead);
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");

            assertThat(invocation.prelude()).isEqualTo("{\"statusCode\":202,\"headers\":{}}");
            preludeWasRead.countDown();
            assertThat(invocation.rest()).isEmpty();
        }
    }

    @Test
    void aLongBodyNeedsNoFlushAndArrivesWhole() throws Exception {
        String text = "0123456789abcdef".repeat(20_000);
        StreamingHandler handler = (_, response, _) -> {
            try (OutputStream body = response.begin(200, Handlers.TEXT)) {
                for (byte one : Handlers.bytes(text)) {
                    body.write(one);
                }
            }
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");
            invocation.prelude();

            assertThat(invocation.rest()).isEqualTo(text);
        }
    }

    @Test
    void oneInvocationFollowsAnother() throws Exception {
        try (RunningLoop loop = RunningLoop.of(Handlers::echo)) {
            List<RuntimeInvocation> invocations =
                    List.of(loop.api.invoke("{\"n\":1}"), loop.api.invoke("{\"n\":2}"), loop.api.invoke("{\"n\":3}"));
            List<String> answers = new ArrayList<>();
            for (RuntimeInvocation invocation : invocations) {
                invocation.prelude();
                answers.add(invocation.rest());
            }

            assertThat(answers).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        }
    }

    @Test
    void aResponseBeginsOnce() throws Exception {
        StreamingHandler handler = (_, response, _) -> {
            response.begin(200, Handlers.TEXT);
            assertThatIllegalStateException().isThrownBy(() -> response.begin(500, Handlers.TEXT));
        };
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");

            assertThat(invocation.prelude()).contains("200");
            assertThat(invocation.rest()).isEmpty();
            assertThat(invocation.ended().trailers()).isEmpty();
        }
    }

    @Test
    void nobodyWritesToAResponseThatHasEnded() throws Exception {
        CompletableFuture<OutputStream> kept = new CompletableFuture<>();
        StreamingHandler handler = (_, response, _) -> kept.complete(response.begin(200, Handlers.TEXT));
        try (RunningLoop loop = RunningLoop.of(handler)) {
            RuntimeInvocation invocation = loop.api.invoke("{}");
            invocation.ended();

            assertThat(kept.get(20, TimeUnit.SECONDS))
                    .satisfies(body -> assertThatIOException().isThrownBy(() -> body.write(1)));
        }
    }

    @Test
    void theContextIsWhatLambdaSays() throws Exception {
        BlockingQueue<Context> contexts = new LinkedBlockingQueue<>();
        BlockingQueue<String> traces = new LinkedBlockingQueue<>();
        HandClock clock = new HandClock();
        StreamingHandler handler = (event, response, context) -> {
            contexts.add(context);
            traces.add(System.getProperty("com.amazonaws.xray.traceHeader", "none"));
            Handlers.echo(event, response, context);
        };
        Map<String, String> environment = Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", "parley-stream",
                "AWS_LAMBDA_FUNCTION_VERSION", "7",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769");
        try (RunningLoop loop = RunningLoop.of(() -> handler, environment, clock)) {
            RuntimeInvocation traced = loop.api.invoke(
                    "{}",
                    Map.of(
                            "Lambda-Runtime-Deadline-Ms",
                            String.valueOf(clock.instant().plusSeconds(300).toEpochMilli()),
                            "Lambda-Runtime-Trace-Id",
                            "Root=1-2-3"));
            traced.ended();
            loop.api.invoke("{}").ended();

            Context context = contexts.take();
            assertThat(context.getAwsRequestId()).isEqualTo(traced.id());
            assertThat(context.getInvokedFunctionArn())
                    .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:streams:live");
            assertThat(context.getFunctionName()).isEqualTo("parley-stream");
            assertThat(context.getFunctionVersion()).isEqualTo("7");
            assertThat(context.getMemoryLimitInMB()).isEqualTo(1769);
            assertThat(context.getLogStreamName()).isEmpty();
            assertThat(context.getXrayTraceId()).isEqualTo("Root=1-2-3");
            assertThat(context.getRemainingTimeInMillis()).isEqualTo(300_000);
            clock.moveOn(Duration.ofSeconds(299));
            assertThat(context.getRemainingTimeInMillis()).isEqualTo(1_000);
            clock.moveOn(Duration.ofSeconds(2));
            assertThat(context.getRemainingTimeInMillis()).isZero();
            assertThat(traces).containsExactly("Root=1-2-3", "none");
        }
    }

    @Test
    void whatAHandlerLogsIsPrintedAsItIsFromTheFunctionsLevelUp() throws Exception {
        StreamingHandler handler = (event, response, context) -> {
            context.getLogger().log(Handlers.bytes("{\"line\":1}\n"), LogLevel.INFO);
            context.getLogger().log(Handlers.bytes("{\"line\":2}\n"), LogLevel.WARN);
            context.getLogger().log("no level");
            Handlers.echo(event, response, context);
        };
        try (RunningLoop loop = RunningLoop.of(() -> handler, Map.of("AWS_LAMBDA_LOG_LEVEL", "WARN"))) {
            loop.api.invoke("{}").ended();

            assertThat(loop.log()).isEqualTo("{\"line\":2}\nno level\n");
        }
    }
}
