package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/// Issues tokens to anybody who asks, with the claims that Cognito puts into those of a sign-in page.
final class Tokens {
    static final String SCOPE = "parley/chat";

    private final UserPool pool;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Tokens(UserPool pool, Clock clock, Supplier<UUID> ids) {
        this.pool = pool;
        this.clock = clock;
        this.ids = ids;
    }

    /// The answer of a token endpoint.
    ObjectNode issue(TokenRequest request) {
        ObjectNode common = common(request);
        return Json.object()
                .put("access_token", sign(access(request, common.deepCopy()), pool.accessKey()))
                .put("id_token", sign(id(request, common.deepCopy()), pool.idKey()))
                .put("token_type", "Bearer")
                .put("expires_in", request.expiresIn());
    }

    /// The `sub` of a user, a UUID of version 4 by its looks: the same on every machine.
    static UUID subOf(String username) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(username));
        long high = (hash.getLong() & ~0xF000L) | 0x4000L;
        long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    private ObjectNode common(TokenRequest request) {
        long now = clock.instant().getEpochSecond();
        ObjectNode claims = Json.object().put("sub", subOf(request.username()).toString());
        if (!request.groups().isEmpty()) {
            claims.set("cognito:groups", Json.tree(request.groups()));
        }
        return claims.put("iss", pool.issuer())
                .put("origin_jti", ids.get().toString())
                .put("auth_time", now)
                .put("exp", now + request.expiresIn())
                .put("iat", now);
    }

    private ObjectNode access(TokenRequest request, ObjectNode claims) {
        return claims.put("version", 2)
                .put("client_id", pool.clientId())
                .put("token_use", "access")
                .put("scope", SCOPE)
                .put("jti", ids.get().toString())
                .put("username", request.username());
    }

    private ObjectNode id(TokenRequest request, ObjectNode claims) {
        String email = request.username().contains("@") ? request.username() : request.username() + "@example.com";
        return claims.put("aud", pool.clientId())
                .put("token_use", "id")
                .put("event_id", ids.get().toString())
                .put("jti", ids.get().toString())
                .put("cognito:username", request.username())
                .put("email", email)
                .put("email_verified", true);
    }

    private static String sign(ObjectNode claims, RSAKey key) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        JWSObject token = new JWSObject(header, new Payload(Json.bytes(claims)));
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
