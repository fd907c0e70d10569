package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks who signed a token: RS256 only, by one of these keys, which the token names. Keys and addresses inside a
/// token are never looked at.
final class Signatures {
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final KnownKeys keys;

    Signatures(KnownKeys keys) {
        this.keys = keys;
    }

    /// The claims of a token.
    ///
    /// @throws BadToken when it is none, or none of ours
    ObjectNode verified(String token) throws BadToken {
        if (!COMPACT.matcher(token).matches()) {
            throw new BadToken("the token is malformed");
        }
        JWSObject jws = parse(token);
        requireDistinctNames(jws.getHeader().toBase64URL().decode());
        if (!JWSAlgorithm.RS256.equals(jws.getHeader().getAlgorithm())) {
            throw new BadToken("the token's signing method is not supported");
        }
        if (!isSignedBy(jws, key(jws))) {
            throw new BadToken("the token's signature is invalid");
        }
        return requireDistinctNames(jws.getPayload().toBytes());
    }

    private static JWSObject parse(String token) throws BadToken {
        try {
            return JWSObject.parse(token);
        } catch (ParseException | IllegalArgumentException _) {
            throw new BadToken("the token is malformed");
        }
    }

    private static ObjectNode requireDistinctNames(byte[] json) throws BadToken {
        return Json.parseObject(json).orElseThrow(() -> new BadToken("the token is malformed"));
    }

    private JWK key(JWSObject token) throws BadToken {
        return Optional.ofNullable(token.getHeader().getKeyID())
                .flatMap(keys::find)
                .orElseThrow(() -> new BadToken("the token has no known key id"));
    }

    private static boolean isSignedBy(JWSObject token, JWK key) {
        try {
            return token.verify(new RSASSAVerifier(key.toRSAKey()));
        } catch (JOSEException _) {
            return false;
        }
    }
}
