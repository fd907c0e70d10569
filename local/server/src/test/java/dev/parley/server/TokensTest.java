package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.standins.HandClock;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final TestApi API = new TestApi();
    private static final long NOW = HandClock.START.getEpochSecond();

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void aFormGetsTokensForAnHour() {
        ObjectNode answer = issued("username=ada");

        assertThat(answer.properties().stream().map(Map.Entry::getKey))
                .containsExactly("access_token", "id_token", "token_type", "expires_in");
        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asInt()).isEqualTo(3_600);
    }

    @Test
    void anAccessTokenHasCognitosClaims() {
        ObjectNode claims = claims("username=ada&groups=admins,staff&expires_in=60", "access_token");

        assertThat(names(claims))
                .containsExactlyInAnyOrder(
                        "sub",
                        "cognito:groups",
                        "iss",
                        "version",
                        "client_id",
                        "origin_jti",
                        "token_use",
                        "scope",
                        "auth_time",
                        "exp",
                        "iat",
                        "jti",
                        "username");
        assertThat(claims.path("cognito:groups").toString()).isEqualTo("[\"admins\",\"staff\"]");
        assertThat(claims.path("iss").asText()).isEqualTo(TestApi.POOL.issuer());
        assertThat(claims.path("client_id").asText()).isEqualTo("local");
        assertThat(claims.path("token_use").asText()).isEqualTo("access");
        assertThat(claims.path("scope").asText()).isEqualTo("parley/chat");
        assertThat(claims.path("auth_time").asLong()).isEqualTo(NOW);
        assertThat(claims.path("iat").asLong()).isEqualTo(NOW);
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW + 60);
        assertThat(claims.path("username").asText()).isEqualTo("ada");
    }

    @Test
    void anIdTokenHasAnAudienceAndNoScope() {
        ObjectNode claims = claims("username=ada", "id_token");

        assertThat(names(claims))
                .containsExactlyInAnyOrder(
                        "sub",
                        "iss",
                        "aud",
                        "origin_jti",
                        "event_id",
                        "token_use",
                        "auth_time",
                        "exp",
                        "iat",
                        "jti",
                        "cognito:username",
                        "email",
                        "email_verified");
        assertThat(claims.path("aud").asText()).isEqualTo("local");
        assertThat(claims.path("token_use").asText()).isEqualTo("id");
        assertThat(claims.path("cognito:username").asText()).isEqualTo("ada");
        assertThat(claims.path("email").asText()).isEqualTo("ada@example.com");
    }

    @Test
    void aUserWithoutGroupsHasNoSuchClaim() {
        assertThat(claims("username=ada", "access_token").has("cognito:groups")).isFalse();
        assertThat(claims("username=ada&groups=", "access_token").has("cognito:groups"))
                .isFalse();
    }

    @Test
    void aUserKeepsTheSameSub() {
        String sub = claims("username=ada", "access_token").path("sub").asText();

        assertThat(UUID.fromString(sub)).isEqualTo(Tokens.subOf("ada"));
        assertThat(sub).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(claims("username=ada", "id_token").path("sub").asText()).isEqualTo(sub);
        assertThat(claims("username=bob", "access_token").path("sub").asText()).isNotEqualTo(sub);
    }

    @Test
    void jsonSaysTheSameAsAForm() {
        ObjectNode claims =
                claims("{\"username\":\"ada\",\"groups\":\"admins,staff\",\"expires_in\":5}", "access_token");

        assertThat(claims.path("cognito:groups").toString()).isEqualTo("[\"admins\",\"staff\"]");
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW + 5);
    }

    @Test
    void aGroupsNameMayBeListedInJson() {
        assertThat(claims("{\"username\":\"ada\",\"groups\":[\"admins\"]}", "access_token")
                        .path("cognito:groups")
                        .toString())
                .isEqualTo("[\"admins\"]");
    }

    @Test
    void aUsernameMayBeAnyText() {
        assertThat(claims("username=%C3%84da+L%26", "access_token")
                        .path("username")
                        .asText())
                .isEqualTo("Äda L&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "groups=admins",
                "username=",
                "username=%20",
                "username=ada&groups=x+admins",
                "username=ada&expires_in=soon",
                "username=ada&expires_in=99999999999",
                "{\"username\":null}",
                "{\"username\":\"ada\"",
                "{\"username\":\"ada\",\"username\":\"bob\"}"
            })
    void anIncompleteRequestIsRefused(String body) {
        HttpResponse<String> response = ask(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"message\":");
    }

    @Test
    void theKeySetHasAPublicKeyForEachKindOfToken() throws Exception {
        String keys = API.send(HttpRequest.newBuilder(API.uri("/local/.well-known/jwks.json")))
                .body();
        ObjectNode tokens = issued("username=ada");

        assertThat(keys).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        assertThat(JWKSet.parse(keys).getKeys()).hasSize(2);
        for (String kind : List.of("access_token", "id_token")) {
            SignedJWT token = SignedJWT.parse(tokens.path(kind).asText());
            RSAKey key = JWKSet.parse(keys)
                    .getKeyByKeyId(token.getHeader().getKeyID())
                    .toRSAKey();
            assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        }
        assertThat(SignedJWT.parse(tokens.path("access_token").asText())
                        .getHeader()
                        .getKeyID())
                .isNotEqualTo(SignedJWT.parse(tokens.path("id_token").asText())
                        .getHeader()
                        .getKeyID());
    }

    @Test
    void theModelsCallsAreShownNewestFirst() {
        assertThat(calls("?last=3").body()).isEqualTo("[\"newest 3\"]");
        assertThat(calls("").body()).isEqualTo("[\"newest 10\"]");
        assertThat(calls("?last=99999").body()).isEqualTo("[\"newest 1000\"]");
        assertThat(calls("?last=none").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local/token", "/local/", "/local/model"})
    void anotherLocalPageIsNotFound(String path) {
        assertThat(API.send(HttpRequest.newBuilder(API.uri(path))).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> calls(String query) {
        return API.send(HttpRequest.newBuilder(API.uri("/local/model/calls" + query)));
    }

    private static HttpResponse<String> ask(String body) {
        return API.send(HttpRequest.newBuilder(API.uri("/local/token")).POST(BodyPublishers.ofString(body)));
    }

    private static ObjectNode issued(String body) {
        HttpResponse<String> response = ask(body);
        assertThat(response.statusCode()).isEqualTo(200);
        return Json.parseObject(response.body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static ObjectNode claims(String body, String kind) {
        return Forger.claimsOf(issued(body).path(kind).asText());
    }

    private static List<String> names(ObjectNode claims) {
        return claims.properties().stream().map(Map.Entry::getKey).toList();
    }
}
