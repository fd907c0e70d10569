package dev.parley.server;

import dev.parley.server.ApiClient.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Something that is no good access token, sent where one belongs.
///
/// @param item its number in [TokenAttacks]
/// @param headers lines that are added to the request
/// @param query what is added to the query
/// @param status how the gateway refuses it: 401, or 403 for a good token without a scope of the route
public record TokenAttack(int item, String what, List<String> headers, String query, int status) {
    static TokenAttack unauthorized(int item, String what, String... authorization) {
        return sent(item, what, 401, authorization);
    }

    static TokenAttack forbidden(int item, String what, String authorization) {
        return sent(item, what, 403, authorization);
    }

    private static TokenAttack sent(int item, String what, int status, String... authorization) {
        return new TokenAttack(
                item,
                what,
                Arrays.stream(authorization)
                        .map(value -> "authorization: " + value)
                        .toList(),
                "",
                status);
    }

    /// What is answered to it with a request that is good otherwise.
    public Answer sentTo(URI address, String methodAndTarget, String body) {
        String[] parts = methodAndTarget.split(" ", 2);
        String separator = parts[1].contains("?") ? "&" : "?";
        return new ApiClient(address, "")
                .raw(
                        parts[0],
                        query.isEmpty() ? parts[1] : parts[1] + separator + query,
                        body.getBytes(StandardCharsets.UTF_8),
                        headers.toArray(String[]::new));
    }

    /// The body of the gateway's refusal.
    public String refusal() {
        return status == 401 ? "{\"message\":\"Unauthorized\"}" : "{\"message\":\"Forbidden\"}";
    }

    /// Whether it is a token that was good until its time was over.
    public boolean isOver() {
        return item == TokenAttacks.OVER;
    }

    @Override
    public String toString() {
        return item + " " + what;
    }
}
