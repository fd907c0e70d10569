package dev.parley.server;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// The id of a request, in the forms that API Gateway, X-Ray and Lambda give it.
record RequestId(UUID id) {
    /// Sixteen characters of which the last is an equals sign.
    String gateway() {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOfRange(bytes, 5, 16));
    }

    String trace(Instant time) {
        String hex = id.toString().replace("-", "");
        return "Root=1-%08x-%s".formatted(time.getEpochSecond(), hex.substring(8));
    }

    String lambda() {
        return id.toString();
    }
}
