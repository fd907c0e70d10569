package dev.parley.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;

/// The user pool of this machine: who issues tokens, for which client, and with which keys; as Cognito does, with
/// one for access tokens and another for ID tokens.
record UserPool(String issuer, String clientId, RSAKey accessKey, RSAKey idKey) {
    /// A pool with new keys.
    static UserPool make(String issuer, String clientId) {
        return new UserPool(issuer, clientId, newKey(), newKey());
    }

    /// The public halves of both keys.
    JWKSet publicKeys() {
        return new JWKSet(List.of(accessKey.toPublicJWK(), idKey.toPublicJWK()));
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot make RSA keys", e);
        }
    }
}
