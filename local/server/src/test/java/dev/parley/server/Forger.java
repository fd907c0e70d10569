package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Puts tokens together by hand: header and claims as any text, signed with a pool's own key unless told otherwise.
public final class Forger {
    private final UserPool pool;
    private final Clock clock;

    Forger(UserPool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// One who has the keys of a server's pool.
    ///
    /// @param clock the server's
    public static Forger of(LocalServer server, Clock clock) {
        return new Forger(server.pool(), clock);
    }

    UserPool pool() {
        return pool;
    }

    /// Now, in seconds.
    long now() {
        return clock.instant().getEpochSecond();
    }

    /// A good access token.
    public String token() {
        return withClaims(_ -> {});
    }

    /// A good access token whose claims were changed before it was signed.
    public String withClaims(Consumer<ObjectNode> change) {
        ObjectNode claims = goodClaims();
        change.accept(claims);
        return signed(goodHeader().toString(), claims.toString());
    }

    /// A good access token whose header was changed before it was signed.
    String withHeader(Consumer<ObjectNode> change) {
        return withHeader(change, pool.accessKey());
    }

    /// The same, signed with that key.
    String withHeader(Consumer<ObjectNode> change, RSAKey key) {
        ObjectNode header = goodHeader();
        change.accept(header);
        return signed(header.toString(), goodClaims().toString(), key);
    }

    /// A good access token's claims under a header that says `algorithm`, without a signature or its dot.
    String unsigned(String algorithm) {
        return base64(goodHeader().put("alg", algorithm).toString()) + "."
                + base64(goodClaims().toString());
    }

    /// A good access token's claims, signed in another way under the id of the pool's key.
    String signed(JWSAlgorithm algorithm, JWSSigner signer) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(pool.accessKey().getKeyID())
                .build();
        JWSObject token = new JWSObject(header, new Payload(goodClaims().toString()));
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    String signed(String header, String claims) {
        return signed(header, claims, pool.accessKey());
    }

    static String signed(String header, String claims, RSAKey key) {
        String input = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.toPrivateKey());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A good ID token.
    String idToken() {
        return new Tokens(pool, clock, UUID::randomUUID)
                .issue(new TokenRequest("ada", List.of(), 60))
                .path("id_token")
                .asText();
    }

    ObjectNode goodHeader() {
        return Json.object().put("kid", pool.accessKey().getKeyID()).put("alg", "RS256");
    }

    ObjectNode goodClaims() {
        return Json.object()
                .put("sub", Tokens.subOf("ada").toString())
                .put("iss", pool.issuer())
                .put("client_id", pool.clientId())
                .put("token_use", "access")
                .put("scope", "openid parley/chat")
                .put("exp", now() + 3_600)
                .put("iat", now());
    }

    static ObjectNode claimsOf(String token) {
        return Json.parseObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]))
                .orElseThrow();
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
