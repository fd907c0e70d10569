package dev.parley.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Answers a real client as DynamoDB would on a bad day: from a script, whose last answer is repeated.
final class ScriptedDynamoDb implements AutoCloseable {
    /// How often the client itself tries; it never pauses.
    static final int CLIENT_ATTEMPTS = 3;

    private final HttpServer server;
    private final DynamoDbClient client;
    private final List<Answer> script = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    ScriptedDynamoDb() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        client = DynamoDbClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration ->
                        configuration.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(CLIENT_ATTEMPTS)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .circuitBreakerEnabled(false)
                                .build()))
                .build();
    }

    /// An answer over HTTP; status 0 is none at all, the connection is closed.
    record Answer(int status, String body) {
        static final Answer NONE = new Answer(0, "");
        static final Answer DONE = new Answer(200, "{}");

        static Answer error(int status, String name) {
            return new Answer(status, """
                {"__type": "com.amazonaws.dynamodb.v20120810#%s", "message": "scripted"}\
                """.formatted(name));
        }

        /// A cancelled transaction with these reasons; what a condition met is an item whose `pk` is its position.
        static Answer cancelled(List<String> reasons) {
            String list = IntStream.range(0, reasons.size())
                    .mapToObj(position -> reason(reasons.get(position), position))
                    .collect(Collectors.joining(","));
            return new Answer(400, """
                {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                 "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons %s",
                 "CancellationReasons": [%s]}\
                """.formatted(reasons, list));
        }

        private static String reason(String code, int position) {
            return switch (code) {
                case "None" -> "{\"Code\": \"None\"}";
                case "ConditionalCheckFailed" -> """
                    {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed",
                     "Item": {"pk": {"S": "item %d"}}}\
                    """.formatted(position);
                default -> "{\"Code\": \"%s\", \"Message\": \"scripted\"}".formatted(code);
            };
        }
    }

    DynamoDbClient client() {
        return client;
    }

    synchronized void answer(Answer... answers) {
        script.clear();
        script.addAll(List.of(answers));
        requests.clear();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Answer answer = script.size() > 1 ? script.removeFirst() : script.getFirst();
            if (answer.status() == 0) {
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// The bodies of the requests since the script was set.
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /// From now on nobody listens.
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
