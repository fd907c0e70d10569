package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import dev.parley.standins.HandClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.function.Consumer;

/// A token put together by hand: header and claims as any text, signed with the pool's own key unless told
/// otherwise.
final class Forged {
    private Forged() {}

    /// A good access token whose claims were changed before it was signed.
    static String withClaims(Consumer<ObjectNode> change) {
        ObjectNode claims = goodClaims();
        change.accept(claims);
        return signed(goodHeader().toString(), claims.toString());
    }

    /// A good access token whose header was changed before it was signed.
    static String withHeader(Consumer<ObjectNode> change) {
        ObjectNode header = goodHeader();
        change.accept(header);
        return signed(header.toString(), goodClaims().toString());
    }

    static String signed(String header, String claims) {
        return signed(header, claims, TestApi.POOL.accessKey());
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

    static ObjectNode goodHeader() {
        return Json.object().put("kid", TestApi.POOL.accessKey().getKeyID()).put("alg", "RS256");
    }

    static ObjectNode goodClaims() {
        long now = HandClock.START.getEpochSecond();
        return Json.object()
                .put("sub", Tokens.subOf("ada").toString())
                .put("iss", TestApi.POOL.issuer())
                .put("client_id", "local")
                .put("token_use", "access")
                .put("scope", "openid parley/chat")
                .put("exp", now + 3_600)
                .put("iat", now);
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
