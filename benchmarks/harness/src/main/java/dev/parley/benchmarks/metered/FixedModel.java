package dev.parley.benchmarks.metered;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.standins.LocalClients;
import dev.parley.standins.LoopbackHttp;
import io.javalin.Javalin;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Models that give the same answer to everything, at once, in the words of Bedrock's Converse.
final class FixedModel implements AutoCloseable {
    private static final int BYTES_A_TOKEN = 4;
    private static final int INPUT_TOKENS = 1_200;

    private final Javalin server;

    FixedModel(String answer) {
        byte[] response = response(answer);
        server = Javalin.create(config -> {
                    LoopbackHttp.configure(config);
                    config.routes.post("/model/{id}/converse", context -> {
                        // A request that is not read to its end breaks the connection.
                        context.bodyAsBytes();
                        context.contentType("application/json").result(response);
                    });
                })
                .start();
    }

    URI endpoint() {
        return LocalClients.endpoint(server.port());
    }

    @Override
    public void close() {
        server.stop();
    }

    private static byte[] response(String answer) {
        int output = answer.length() / BYTES_A_TOKEN;
        Map<String, Object> response = Map.of(
                "output", Map.of("message", Map.of("role", "assistant", "content", List.of(Map.of("text", answer)))),
                "stopReason", "end_turn",
                "usage",
                        Map.of(
                                "inputTokens", INPUT_TOKENS,
                                "outputTokens", output,
                                "totalTokens", INPUT_TOKENS + output),
                "metrics", Map.of("latencyMs", 1));
        try {
            return new JsonMapper().writeValueAsBytes(response);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
