package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The JWT authorizer of an HTTP API, without any leeway of its clock.
final class Authorizer {
    /// Why a token that has expired is not good.
    static final String EXPIRED = "the token has expired";

    private static final String BEARER = "Bearer ";
    /// The last second of the year 9999: no honest time is later.
    private static final double LAST_SECOND = 253_402_300_799d;

    private final UserPool pool;
    private final Clock clock;
    private final Signatures signatures;

    Authorizer(UserPool pool, Clock clock) {
        this(pool, pool::publicKeys, clock);
    }

    /// @param published the keys that the pool publishes now
    Authorizer(UserPool pool, Supplier<JWKSet> published, Clock clock) {
        this.pool = pool;
        this.clock = clock;
        this.signatures = new Signatures(new KnownKeys(published, clock));
    }

    /// Judges a request by its Authorization headers.
    ///
    /// @param scopes of which the token must have one; none means that scopes do not matter
    Verdict judge(Headers headers, Set<String> scopes) {
        List<String> authorization = headers.values("authorization");
        if (authorization.isEmpty()) {
            return new Verdict.Missing();
        }
        if (authorization.size() > 1) {
            return new Verdict.Invalid("there is more than one token");
        }
        try {
            return judge(token(authorization.getFirst()), scopes);
        } catch (BadToken bad) {
            return new Verdict.Invalid(bad.reason());
        }
    }

    private Verdict judge(String token, Set<String> scopes) throws BadToken {
        ObjectNode claims = signatures.verified(token);
        if (!pool.issuer().equals(claims.path("iss").textValue())) {
            throw new BadToken("the token does not have a valid issuer");
        }
        if (!isForOurClient(claims)) {
            throw new BadToken("the token does not have a valid audience");
        }
        checkTimes(claims);
        List<String> granted = scopesOf(claims);
        return scopes.isEmpty() || !Collections.disjoint(scopes, granted)
                ? new Verdict.Allowed(claims, granted)
                : new Verdict.Insufficient();
    }

    private static String token(String authorization) {
        return authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : authorization;
    }

    /// `client_id` counts only where there is no `aud`.
    private boolean isForOurClient(ObjectNode claims) {
        return claims.has("aud")
                ? texts(claims.path("aud")).anyMatch(pool.clientId()::equals)
                : pool.clientId().equals(claims.path("client_id").textValue());
    }

    private void checkTimes(ObjectNode claims) throws BadToken {
        double now = clock.millis() / 1000d;
        if (seconds(claims, "exp") <= now) {
            throw new BadToken(EXPIRED);
        }
        if (claims.has("nbf") && seconds(claims, "nbf") > now) {
            throw new BadToken("the token is not valid yet");
        }
        if (claims.has("iat") && seconds(claims, "iat") > now) {
            throw new BadToken("the token is used before it was issued");
        }
    }

    private static double seconds(ObjectNode claims, String name) throws BadToken {
        JsonNode claim = claims.path(name);
        double seconds = claim.doubleValue();
        if (!claim.isNumber() || Math.abs(seconds) > LAST_SECOND) {
            throw new BadToken("the token's " + name + " is missing or no time");
        }
        return seconds;
    }

    private static List<String> scopesOf(ObjectNode claims) {
        return texts(claims.path(claims.has("scope") ? "scope" : "scp"))
                .flatMap(scopes -> Stream.of(scopes.split(" ")))
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    /// The texts of a claim that is one or a list of them.
    private static Stream<String> texts(JsonNode claim) {
        Stream<JsonNode> values = claim.isArray() ? StreamSupport.stream(claim.spliterator(), false) : Stream.of(claim);
        return values.filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
