package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.parley.standins.HandClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What attackers do to tokens: none of it may reach a function.
class TokenAttacksTest {
    private static final TestApi API = new TestApi();
    private static final long NOW = HandClock.START.getEpochSecond();
    private static final RSAKey STRANGER = key();

    private int calls;

    @BeforeEach
    void countCalls() {
        calls = EchoFunction.CALLS.get();
    }

    @AfterEach
    void nothingReachedAFunction() {
        assertThat(EchoFunction.CALLS).hasValue(calls);
    }

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void noTokenIsUnauthorized() {
        HttpResponse<String> response = API.send(HttpRequest.newBuilder(API.uri("/things")));

        assertUnauthorized(response);
        assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer  ", "Basic YWRhOmFkYQ==", "Bearer null", "..", "a.b.c"})
    void whatIsNoTokenIsUnauthorized(String authorization) {
        assertUnauthorized(authorization);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", "", "rs256", "HS256", "RS384", "RS512", "PS256", "ES256"})
    void aTokenThatClaimsAnotherAlgorithmIsUnauthorized(String algorithm) {
        assertUnauthorized(Forged.withHeader(header -> header.put("alg", algorithm)));
        assertUnauthorized(unsigned(header -> header.put("alg", algorithm)) + ".");
        assertUnauthorized(unsigned(header -> header.put("alg", algorithm)));
    }

    @Test
    void aTokenWithoutAnAlgorithmIsUnauthorized() {
        assertUnauthorized(Forged.withHeader(header -> header.remove("alg")));
    }

    @Test
    void aTokenWithoutItsSignatureIsUnauthorized() {
        String token = API.accessToken();
        String stripped = token.substring(0, token.lastIndexOf('.'));

        assertUnauthorized(stripped);
        assertUnauthorized(stripped + ".");
        assertUnauthorized(stripped + ".AA");
        assertUnauthorized(token + "." + token);
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsUnauthorized() throws JOSEException {
        RSAKey key = TestApi.POOL.accessKey();
        byte[] encoded = key.toRSAPublicKey().getEncoded();

        assertUnauthorized(signed(JWSAlgorithm.HS256, new MACSigner(encoded)));
        assertUnauthorized(
                signed(JWSAlgorithm.HS256, new MACSigner(key.toPublicJWK().toJSONString())));
    }

    @Test
    void aTokenSignedByAnotherMethodIsUnauthorized() throws JOSEException {
        assertUnauthorized(signed(JWSAlgorithm.PS256, new RSASSASigner(TestApi.POOL.accessKey())));
        assertUnauthorized(signed(JWSAlgorithm.RS512, new RSASSASigner(TestApi.POOL.accessKey())));
        assertUnauthorized(signed(JWSAlgorithm.ES256, new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate())));
    }

    @Test
    void aTokenThatNamesNoKeyIsUnauthorized() {
        assertUnauthorized(Forged.withHeader(header -> header.remove("kid")));
        assertUnauthorized(Forged.withHeader(header -> header.putNull("kid")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "",
                "../../../../etc/passwd",
                "/dev/null",
                "' OR '1'='1",
                "1; DROP TABLE keys",
                "http://127.0.0.1/jwks.json"
            })
    void aTokenThatNamesAnUnknownKeyIsUnauthorized(String kid) {
        assertUnauthorized(Forged.withHeader(header -> header.put("kid", kid)));
    }

    @Test
    void aKeyInsideTheTokenIsNotLookedAt() {
        ObjectNode key = (ObjectNode) Json.tree(STRANGER.toPublicJWK().toJSONObject());

        assertUnauthorized(byStranger(header -> header.set("jwk", key)));
        assertUnauthorized(byStranger(header -> header.put("kid", "strange").set("jwk", key)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void anAddressInsideTheTokenIsNotFollowed(String name) throws IOException {
        try (ServerSocket attacker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + attacker.getLocalPort() + "/keys";
            attacker.setSoTimeout(1);

            assertUnauthorized(byStranger(header -> header.put(name, address)));
            assertUnauthorized(byStranger(header -> header.put("kid", "strange").put(name, address)));
            assertThatThrownBy(attacker::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aTokenWithCriticalExtensionsIsUnauthorized() {
        assertUnauthorized(Forged.withHeader(
                header -> header.put("b64", false).putArray("crit").add("b64")));
        assertUnauthorized(Forged.withHeader(header -> header.putArray("crit").add("mystery")));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void aTokenWithBadClaimsIsUnauthorized(Consumer<ObjectNode> change) {
        assertUnauthorized(Forged.withClaims(change));
    }

    static Stream<Consumer<ObjectNode>> badClaims() {
        return Stream.of(
                claims -> claims.put("iss", "https://issuer.test/other"),
                claims -> claims.put("iss", TestApi.POOL.issuer() + "/"),
                claims -> claims.remove("iss"),
                claims -> claims.put("aud", "other"),
                claims -> claims.put("aud", "other").put("client_id", "local"),
                claims -> claims.put("client_id", "other"),
                claims -> claims.put("exp", NOW - 1),
                claims -> claims.put("exp", NOW),
                claims -> claims.remove("exp"),
                claims -> claims.put("exp", String.valueOf(NOW + 60)),
                claims -> claims.put("exp", 1e308),
                claims -> claims.put("nbf", NOW + 1),
                claims -> claims.put("iat", NOW + 1));
    }

    @Test
    void anIdTokenIsForbidden() {
        String idToken = API.tokens
                .issue(new TokenRequest("ada", List.of(), 60))
                .path("id_token")
                .asText();

        assertForbidden(idToken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "openid", "parley/chat.readx", "xparley/chat", "parley", "parley/chat/parley"})
    void aTokenWithoutAScopeOfTheRouteIsForbidden(String scope) {
        assertForbidden(Forged.withClaims(claims -> claims.put("scope", scope)));
    }

    @Test
    void aTokenWhoseClaimsWereChangedIsUnauthorized() {
        String[] parts = API.accessToken().split("\\.", -1);
        ObjectNode claims = Forged.claimsOf(API.accessToken());
        claims.putArray("cognito:groups").add("admins");

        assertUnauthorized(parts[0] + "." + Forged.base64(claims.toString()) + "." + parts[2]);
    }

    @Test
    void aNameThatIsSaidTwiceIsUnauthorized() {
        String claims = Forged.goodClaims().toString();
        String twice = claims.substring(0, claims.length() - 1) + ",\"sub\":\"somebody-else\"}";
        String header = Forged.goodHeader().toString();
        String twiceInHeader = header.substring(0, header.length() - 1) + ",\"alg\":\"none\"}";

        assertUnauthorized(Forged.signed(header, twice));
        assertUnauthorized(Forged.signed(twiceInHeader, claims));
        assertUnauthorized(Forged.signed(header, claims + "{}"));
        assertUnauthorized(Forged.signed(header, "[]"));
        assertUnauthorized(Forged.signed(header, "no json"));
    }

    @Test
    void aTokenOutsideTheHeaderIsNotLookedAt() {
        String token = API.accessToken();

        assertUnauthorized(API.send(HttpRequest.newBuilder(
                API.uri("/things?access_token=" + token + "&authorization=" + token + "&Authorization=" + token))));
        assertUnauthorized(API.send(HttpRequest.newBuilder(API.uri("/things"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("access_token=" + token))));
        assertUnauthorized(API.send(HttpRequest.newBuilder(API.uri("/things"))
                .header("cookie", "access_token=" + token)
                .header("x-authorization", token)));
    }

    @Test
    void twoTokensAreUnauthorizedEvenIfBothAreGood() {
        String good = API.authorization();

        assertThat(API.raw("GET /things HTTP/1.1", good, good)).startsWith("HTTP/1.1 401");
        assertThat(API.raw("GET /things HTTP/1.1", good, "authorization: none")).startsWith("HTTP/1.1 401");
        assertThat(API.raw("GET /things HTTP/1.1", good + "," + API.accessToken()))
                .startsWith("HTTP/1.1 401");
    }

    private static String unsigned(Consumer<ObjectNode> change) {
        ObjectNode header = Forged.goodHeader();
        change.accept(header);
        return Forged.base64(header.toString())
                + "."
                + Forged.base64(Forged.goodClaims().toString());
    }

    private static String byStranger(Consumer<ObjectNode> change) {
        ObjectNode header = Forged.goodHeader();
        change.accept(header);
        return Forged.signed(header.toString(), Forged.goodClaims().toString(), STRANGER);
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(TestApi.POOL.accessKey().getKeyID())
                .build();
        JWSObject token = new JWSObject(header, new Payload(Forged.goodClaims().toString()));
        token.sign(signer);
        return token.serialize();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertUnauthorized(String authorization) {
        assertUnauthorized(API.send(HttpRequest.newBuilder(API.uri("/things")).header("authorization", authorization)));
    }

    private static void assertUnauthorized(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(response.headers().firstValue("www-authenticate").orElse("")).startsWith("Bearer");
    }

    private static void assertForbidden(String token) {
        HttpResponse<String> response =
                API.send(HttpRequest.newBuilder(API.uri("/things")).header("authorization", token));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(response.headers().firstValue("www-authenticate").orElse("")).contains("insufficient_scope");
    }
}
