package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerTest {
    private static final Set<String> SCOPES = Set.of("parley/chat", "aws.cognito.signin.user.admin");
    private static final long NOW = HandClock.START.getEpochSecond();

    private static final Forger FORGER = TestApi.FORGER;

    private final HandClock clock = new HandClock();
    private final Authorizer authorizer = new Authorizer(TestApi.POOL, clock);

    @Test
    void aTokenIsGoodWithAndWithoutBearer() {
        String token = FORGER.withClaims(_ -> {});

        assertThat(judge("Bearer " + token)).isInstanceOf(Verdict.Allowed.class);
        assertThat(judge(token)).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void aGoodTokenHandsOverItsClaimsAndScopes() {
        assertThat(judge(FORGER.withClaims(_ -> {})))
                .hasToString(new Verdict.Allowed(FORGER.goodClaims(), List.of("openid", "parley/chat")).toString());
    }

    @Test
    void oneOfTheScopesIsEnough() {
        assertThat(judge(claims(claims -> claims.put("scope", "aws.cognito.signin.user.admin"))))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "parley/chatter", "parley", "chat", "PARLEY/CHAT", "parley/chat,openid", "a b"})
    void aTokenWithAnotherScopeIsNotEnough(String scope) {
        assertThat(judge(claims(claims -> claims.put("scope", scope)))).isEqualTo(new Verdict.Insufficient());
    }

    @Test
    void aTokenWithoutScopesIsNotEnough() {
        assertThat(judge(claims(claims -> claims.remove("scope")))).isEqualTo(new Verdict.Insufficient());
        assertThat(judge(claims(claims -> claims.put("scope", 5)))).isEqualTo(new Verdict.Insufficient());
    }

    @Test
    void scopesDoNotMatterWhereNoneAreAskedFor() {
        String token = claims(claims -> claims.remove("scope"));

        assertThat(authorizer.judge(headers(token), Set.of())).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void noHeaderIsAMissingToken() {
        assertThat(judge()).isEqualTo(new Verdict.Missing());
    }

    @Test
    void twoHeadersAreRefusedEvenIfBothAreGood() {
        String token = FORGER.withClaims(_ -> {});

        assertThat(judge(token, token)).isEqualTo(new Verdict.Invalid("there is more than one token"));
        assertThat(judge(token + "," + token)).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void theAudienceDecidesWhereThereIsOne() {
        assertThat(judge(claims(claims -> claims.put("aud", "local").put("client_id", "other"))))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(judge(claims(claims -> claims.putArray("aud").add("other").add("local"))))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(judge(claims(claims -> claims.put("aud", "other")))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.putArray("aud")))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.putNull("aud")))).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void theClientDecidesWhereThereIsNoAudience() {
        assertThat(judge(claims(claims -> claims.put("client_id", "other")))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.remove("client_id")))).isInstanceOf(Verdict.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://issuer.test/pool/", "https://issuer.test/other", "http://issuer.test/pool", ""})
    void anotherIssuerIsRefused(String issuer) {
        assertThat(judge(claims(claims -> claims.put("iss", issuer))))
                .isEqualTo(new Verdict.Invalid("the token does not have a valid issuer"));
    }

    @Test
    void aTokenEndsToTheMillisecond() {
        String token = claims(claims -> claims.put("exp", NOW + 10));

        clock.set(Instant.ofEpochMilli((NOW + 10) * 1000 - 1));
        assertThat(judge(token)).isInstanceOf(Verdict.Allowed.class);
        clock.set(Instant.ofEpochMilli((NOW + 10) * 1000));
        assertThat(judge(token)).isEqualTo(new Verdict.Invalid("the token has expired"));
    }

    @Test
    void anEndThatIsNoTimeIsRefused() {
        assertThat(judge(claims(claims -> claims.remove("exp")))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.put("exp", String.valueOf(NOW + 10)))))
                .isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.put("exp", 1e308)))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.putNull("exp")))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(FORGER.signed(
                        FORGER.goodHeader().toString(),
                        FORGER.goodClaims().toString().replaceFirst("\"exp\":\\d+", "\"exp\":1e999999999"))))
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aTokenOfTheFutureIsRefused() {
        assertThat(judge(claims(claims -> claims.put("nbf", NOW + 1)))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.put("iat", NOW + 1)))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.put("nbf", "now")))).isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(claims(claims -> claims.put("nbf", NOW).put("iat", NOW))))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(judge(claims(claims -> claims.remove("iat")))).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void aTokenSignedWithTheOtherKeyOfThePoolIsJudgedByItsClaims() {
        String header =
                FORGER.goodHeader().put("kid", TestApi.POOL.idKey().getKeyID()).toString();

        assertThat(judge(Forger.signed(header, FORGER.goodClaims().toString(), TestApi.POOL.idKey())))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void theWrongKeyOfThePoolIsRefused() {
        assertThat(judge(Forger.signed(
                        FORGER.goodHeader().toString(), FORGER.goodClaims().toString(), TestApi.POOL.idKey())))
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void anOldKeyIsGoodAsLongAsItIsRememberedAndNoLonger() {
        UserPool renewed = UserPool.make(TestApi.POOL.issuer(), TestApi.POOL.clientId());
        AtomicReference<UserPool> publisher = new AtomicReference<>(TestApi.POOL);
        Authorizer authorizer =
                new Authorizer(TestApi.POOL, () -> publisher.get().publicKeys(), clock);
        String old = claims(claims -> claims.put("exp", NOW + 90_000));
        String young = new Forger(renewed, clock).withClaims(claims -> claims.put("exp", NOW + 90_000));

        assertThat(authorizer.judge(headers(old), SCOPES)).isInstanceOf(Verdict.Allowed.class);
        assertThat(authorizer.judge(headers(young), SCOPES)).isInstanceOf(Verdict.Invalid.class);
        publisher.set(renewed);
        clock.moveOn(KnownKeys.MEMORY.minusMillis(1));
        assertThat(authorizer.judge(headers(young), SCOPES)).isInstanceOf(Verdict.Allowed.class);
        assertThat(authorizer.judge(headers(old), SCOPES)).isInstanceOf(Verdict.Allowed.class);
        clock.moveOn(Duration.ofMillis(1));
        assertThat(authorizer.judge(headers(old), SCOPES))
                .isEqualTo(new Verdict.Invalid("the token has no known key id"));
        assertThat(authorizer.judge(headers(young), SCOPES)).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void aKeyThatIsStillPublishedIsGoodForGood() {
        String token = claims(claims -> claims.put("exp", NOW + 90_000));

        assertThat(judge(token)).isInstanceOf(Verdict.Allowed.class);
        clock.moveOn(KnownKeys.MEMORY.multipliedBy(2));
        assertThat(judge(token)).isInstanceOf(Verdict.Allowed.class);
    }

    private static String claims(Consumer<ObjectNode> change) {
        return FORGER.withClaims(change);
    }

    private Verdict judge(String... authorization) {
        return authorizer.judge(headers(authorization), SCOPES);
    }

    private static Headers headers(String... authorization) {
        return new Headers(Arrays.stream(authorization)
                .map(value -> new Header("AUTHORIZATION", value))
                .toList());
    }
}
