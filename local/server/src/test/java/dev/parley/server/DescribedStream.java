package dev.parley.server;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Conformance.Sent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/// Holds requests and answers of the stream API to its description while the answers come in: the request, the
/// status and the headers as an answer begins, what is no stream at once, and each event as it is read.
public final class DescribedStream {
    private static final String GROUP = "stream";

    /// What keeps a connection open, as the body of a stream of which nothing has come in.
    private static final String NOTHING_YET = ":\n\n";

    private DescribedStream() {}

    /// The body of an answer that has begun, to a request that was not refused, as is described.
    public static InputStream begun(HttpResponse<InputStream> response) {
        boolean streams =
                response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        try {
            byte[] plain = streams ? new byte[0] : response.body().readAllBytes();
            String text = streams ? NOTHING_YET : new String(plain, StandardCharsets.UTF_8);
            Answer answer = new Answer(response.statusCode(), MissingNode.getInstance(), response.headers(), text);
            Conformance.checkBegun(sent(response.request()), answer);
            return streams ? response.body() : new ByteArrayInputStream(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sent sent(HttpRequest request) {
        String query = request.uri().getRawQuery();
        return new Sent(
                request.method(),
                request.uri().getRawPath() + (query == null ? "" : "?" + query),
                request.headers().firstValue("idempotency-key"),
                request.bodyPublisher().map(DescribedStream::text));
    }

    /// What a publisher sends, which has it all in memory.
    private static String text(BodyPublisher publisher) {
        BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                text.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                text.onNext(List.of(bytes));
            }

            @Override
            public void onError(Throwable failure) {
                text.onError(failure);
            }

            @Override
            public void onComplete() {
                text.onComplete();
            }
        });
        return text.getBody().toCompletableFuture().join();
    }

    /// Fails where an event is not as described.
    public static void event(String name, String data) {
        Conformance.checkEvent(GROUP, name, data);
    }
}
