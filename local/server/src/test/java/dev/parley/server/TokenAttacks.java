package dev.parley.server;

import static dev.parley.server.TokenAttack.forbidden;
import static dev.parley.server.TokenAttack.unauthorized;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What attackers do to tokens, in 26 items: no token, forged signatures, foreign keys, wrong claims, wrong places.
public final class TokenAttacks {
    public static final int ITEMS = 26;

    /// The item of tokens whose time is over.
    static final int OVER = 17;

    private final Forger forger;
    private final URI lair;
    private final RSAKey stranger;

    private TokenAttacks(Forger forger, URI lair) throws JOSEException {
        this.forger = forger;
        this.lair = lair;
        this.stranger = new RSAKeyGenerator(2048).generate();
    }

    /// The attacks on a server of which `forger` has even the keys.
    ///
    /// @param lair an address of the attacker's, from which nobody must fetch anything
    public static List<TokenAttack> of(Forger forger, URI lair) {
        try {
            TokenAttacks attacks = new TokenAttacks(forger, lair);
            return Stream.of(
                            attacks.missing(),
                            attacks.unsigned(),
                            attacks.signedOtherwise(),
                            attacks.keys(),
                            attacks.issuerAndAudience(),
                            attacks.times(),
                            attacks.scopes(),
                            attacks.contents(),
                            attacks.places())
                    .flatMap(List::stream)
                    .toList();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<TokenAttack> missing() {
        List<TokenAttack> attacks = new ArrayList<>();
        attacks.add(unauthorized(1, "no token"));
        for (String text :
                List.of("", "Bearer", "Bearer ", "Bearer  ", "Bearer null", "Basic YWRhOmFkYQ==", "..", "a.b.c")) {
            attacks.add(unauthorized(2, "no token but '" + text + "'", text));
        }
        return attacks;
    }

    private List<TokenAttack> unsigned() {
        List<TokenAttack> attacks = new ArrayList<>();
        for (String none : List.of("none", "None", "nOnE", "NONE", "")) {
            attacks.add(unauthorized(3, "alg '" + none + "'", forger.unsigned(none) + "."));
            attacks.add(unauthorized(3, "alg '" + none + "' without the last dot", forger.unsigned(none)));
            attacks.add(unauthorized(
                    3, "alg '" + none + "', signed", forger.withHeader(header -> header.put("alg", none))));
        }
        attacks.add(unauthorized(3, "no alg", forger.withHeader(header -> header.remove("alg"))));
        String token = forger.token();
        String stripped = token.substring(0, token.lastIndexOf('.'));
        attacks.add(unauthorized(4, "no signature", stripped));
        attacks.add(unauthorized(4, "an empty signature", stripped + "."));
        attacks.add(unauthorized(4, "a signature of a byte", stripped + ".AA"));
        attacks.add(unauthorized(4, "another token as the signature", token + "." + token));
        return attacks;
    }

    private List<TokenAttack> signedOtherwise() throws JOSEException {
        RSAKey key = forger.pool().accessKey();
        List<TokenAttack> attacks = new ArrayList<>();
        byte[] encoded = key.toRSAPublicKey().getEncoded();
        attacks.add(
                unauthorized(5, "HS256 by the public key", forger.signed(JWSAlgorithm.HS256, new MACSigner(encoded))));
        attacks.add(unauthorized(
                5,
                "HS256 by the public key as JSON",
                forger.signed(
                        JWSAlgorithm.HS256, new MACSigner(key.toPublicJWK().toJSONString()))));
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.PS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512)) {
            attacks.add(unauthorized(6, algorithm.getName(), forger.signed(algorithm, new RSASSASigner(key))));
        }
        attacks.add(unauthorized(
                6,
                "ES256",
                forger.signed(JWSAlgorithm.ES256, new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()))));
        for (String name : List.of("rs256", "HS256", "RS384", "RS512", "PS256", "ES256")) {
            attacks.add(
                    unauthorized(6, name + " said, RS256 meant", forger.withHeader(header -> header.put("alg", name))));
        }
        return attacks;
    }

    private List<TokenAttack> keys() {
        List<TokenAttack> attacks = new ArrayList<>();
        attacks.add(unauthorized(7, "no kid", forger.withHeader(header -> header.remove("kid"))));
        attacks.add(unauthorized(7, "null for a kid", forger.withHeader(header -> header.putNull("kid"))));
        attacks.add(header(8, "kid unknown", header -> header.put("kid", "unknown")));
        attacks.add(header(8, "kid empty", header -> header.put("kid", "")));
        attacks.add(unauthorized(8, "a stranger's key under a good kid", forger.withHeader(_ -> {}, stranger)));
        for (String kid : List.of(
                "../../../../etc/passwd", "/dev/null", "' OR '1'='1", "1; DROP TABLE keys", lair + "/jwks.json")) {
            attacks.add(header(9, "kid " + kid, header -> header.put("kid", kid)));
        }
        ObjectNode jwk = (ObjectNode) Json.tree(stranger.toPublicJWK().toJSONObject());
        attacks.add(byStranger(10, "jwk", header -> header.set("jwk", jwk)));
        attacks.add(byStranger(
                10,
                "jwk under its own kid",
                header -> header.put("kid", "strange").set("jwk", jwk)));
        attacks.add(byStranger(10, "jwk without a kid", header -> {
            header.remove("kid");
            header.set("jwk", jwk);
        }));
        for (String name : List.of("jku", "x5u")) {
            attacks.add(byStranger(11, name, header -> header.put(name, lair + "/keys")));
            attacks.add(byStranger(
                    11,
                    name + " under its own kid",
                    header -> header.put("kid", "strange").put(name, lair + "/keys")));
        }
        return attacks;
    }

    private List<TokenAttack> issuerAndAudience() {
        String issuer = forger.pool().issuer();
        return List.of(
                claims(12, "another issuer", claims -> claims.put("iss", lair.toString())),
                claims(12, "no issuer", claims -> claims.remove("iss")),
                claims(13, "the issuer and a slash", claims -> claims.put("iss", issuer + "/")),
                claims(13, "another pool of the issuer's", claims -> claims.put("iss", issuer + "2")),
                claims(13, "the issuer in capitals", claims -> claims.put("iss", issuer.replace("http", "HTTP"))),
                claims(
                        14,
                        "another audience, no client",
                        claims -> claims.put("aud", "other").remove("client_id")),
                claims(14, "no audience in the list", claims -> claims.putArray("aud")),
                claims(14, "null for the audience", claims -> claims.putNull("aud")),
                claims(15, "another audience beside our client", claims -> claims.put("aud", "other")),
                claims(16, "another client", claims -> claims.put("client_id", "other")),
                claims(16, "no client", claims -> claims.remove("client_id")));
    }

    private List<TokenAttack> times() {
        long now = forger.now();
        return List.of(
                claims(OVER, "ended a second ago", claims -> claims.put("exp", now - 1)),
                claims(OVER, "ends now", claims -> claims.put("exp", now)),
                claims(18, "no end", claims -> claims.remove("exp")),
                claims(18, "null for the end", claims -> claims.putNull("exp")),
                claims(18, "the end as text", claims -> claims.put("exp", String.valueOf(now + 60))),
                claims(18, "an end at 1e308", claims -> claims.put("exp", 1e308)),
                unauthorized(
                        18,
                        "an end beyond all numbers",
                        forger.signed(
                                forger.goodHeader().toString(),
                                forger.goodClaims().toString().replaceFirst("\"exp\":\\d+", "\"exp\":1e999999999"))),
                claims(19, "begins in a second", claims -> claims.put("nbf", now + 1)),
                claims(19, "a beginning that is no time", claims -> claims.put("nbf", "now")),
                claims(20, "issued in a second", claims -> claims.put("iat", now + 1)));
    }

    private List<TokenAttack> scopes() {
        List<TokenAttack> attacks = new ArrayList<>();
        attacks.add(forbidden(21, "an ID token", forger.idToken()));
        attacks.add(forbidden(22, "no scope", forger.withClaims(claims -> claims.remove("scope"))));
        for (String scope : List.of(
                "",
                "openid",
                "parley/chat.readx",
                "parley/chatx",
                "xparley/chat",
                "parley",
                "PARLEY/CHAT",
                "parley/chat,x")) {
            attacks.add(
                    forbidden(22, "scope '" + scope + "'", forger.withClaims(claims -> claims.put("scope", scope))));
        }
        return attacks;
    }

    private List<TokenAttack> contents() {
        String[] parts = forger.token().split("\\.", -1);
        ObjectNode promoted = forger.goodClaims();
        promoted.putArray("cognito:groups").add("admins");
        String header = forger.goodHeader().toString();
        String claims = forger.goodClaims().toString();
        return List.of(
                unauthorized(
                        23, "changed claims", parts[0] + "." + Forger.base64(promoted.toString()) + "." + parts[2]),
                unauthorized(24, "two subs", forger.signed(header, and(claims, "\"sub\":\"somebody-else\""))),
                unauthorized(24, "two ends", forger.signed(header, and(claims, "\"exp\":9999999999"))),
                unauthorized(24, "two algorithms", forger.signed(and(header, "\"alg\":\"none\""), claims)),
                unauthorized(24, "two objects", forger.signed(header, claims + "{}")),
                unauthorized(24, "a list for claims", forger.signed(header, "[]")),
                unauthorized(24, "no JSON for claims", forger.signed(header, "no json")),
                header(
                        24,
                        "an unknown critical extension",
                        made -> made.putArray("crit").add("mystery")),
                header(
                        24,
                        "a critical extension",
                        made -> made.put("b64", false).putArray("crit").add("b64")));
    }

    private List<TokenAttack> places() {
        String token = forger.token();
        String good = "authorization: Bearer " + token;
        return List.of(
                new TokenAttack(
                        25,
                        "in the query",
                        List.of(),
                        "access_token=" + token + "&authorization=" + token + "&Authorization=" + token,
                        401),
                new TokenAttack(25, "in a cookie", List.of("cookie: access_token=" + token), "", 401),
                new TokenAttack(
                        25,
                        "in other headers",
                        List.of("x-authorization: " + token, "proxy-authorization: Bearer " + token),
                        "",
                        401),
                new TokenAttack(26, "twice", List.of(good, good), "", 401),
                new TokenAttack(26, "beside none", List.of(good, "authorization: none"), "", 401),
                new TokenAttack(26, "behind none", List.of("authorization: none", good), "", 401),
                new TokenAttack(26, "twice in a line", List.of(good + "," + token), "", 401),
                new TokenAttack(26, "twice in a line, with a blank", List.of(good + ", Bearer " + token), "", 401));
    }

    private TokenAttack claims(int item, String what, Consumer<ObjectNode> change) {
        return unauthorized(item, what, forger.withClaims(change));
    }

    private TokenAttack header(int item, String what, Consumer<ObjectNode> change) {
        return unauthorized(item, what, forger.withHeader(change));
    }

    private TokenAttack byStranger(int item, String what, Consumer<ObjectNode> change) {
        return unauthorized(item, what, forger.withHeader(change, stranger));
    }

    private static String and(String object, String field) {
        return object.substring(0, object.length() - 1) + "," + field + "}";
    }
}
