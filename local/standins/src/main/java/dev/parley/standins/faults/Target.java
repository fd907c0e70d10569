package dev.parley.standins.faults;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What stands behind the proxy, and passes requests on to it.
final class Target implements AutoCloseable {
    /// Of one connection, not of a request or a reply; the check sum is one of a body that a fault may change.
    private static final Set<String> LEFT_OUT = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "expect",
            "upgrade",
            "http2-settings",
            "date",
            "server",
            "x-amz-crc32");

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch closed = new CountDownLatch(1);

    Target(URI address) {
        this.address = address;
    }

    Reply send(Context context, byte[] body) throws IOException {
        // Parsed from text, so that what the path has encoded stays so.
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address + context.req().getRequestURI()))
                .method(context.method().name(), BodyPublishers.ofByteArray(body));
        context.headerMap().forEach((name, value) -> {
            if (isPassedOn(name)) {
                request.header(name, value);
            }
        });
        try {
            return reply(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Waits so long, or until the proxy is closed, and says whether it is.
    boolean pause(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        client.close();
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> {
            if (isPassedOn(name)) {
                headers.put(name, String.join(",", values));
            }
        });
        return new Reply(response.statusCode(), headers, response.body());
    }

    private static boolean isPassedOn(String header) {
        return !header.startsWith(":") && !LEFT_OUT.contains(header.toLowerCase(Locale.ROOT));
    }
}
