package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.ApiClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What attackers do to tokens: none of it may reach a function.
class TokenAttacksTest {
    private static final TestApi API = new TestApi();
    private static final ServerSocket LAIR = listening();

    @AfterAll
    static void close() throws IOException {
        API.close();
        LAIR.close();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void anAttackIsRefusedByTheGateway(TokenAttack attack) {
        int calls = EchoFunction.CALLS.get();

        Answer answer = attack.sentTo(API.uri("/"), "GET /things", "");

        assertThat(answer.status()).isEqualTo(attack.status());
        assertThat(answer.text()).isEqualTo(attack.refusal());
        assertThat(answer.header("www-authenticate"))
                .startsWith("Bearer")
                .contains(attack.status() == 403 ? "insufficient_scope" : "");
        assertThat(EchoFunction.CALLS).hasValue(calls);
    }

    static List<TokenAttack> attacks() {
        return TokenAttacks.of(TestApi.FORGER, URI.create("http://127.0.0.1:" + LAIR.getLocalPort()));
    }

    @Test
    void everyItemHasItsAttacks() {
        assertThat(attacks().stream().map(TokenAttack::item).distinct().sorted().toList())
                .isEqualTo(IntStream.rangeClosed(1, TokenAttacks.ITEMS).boxed().toList());
        assertThat(attacks().stream().map(TokenAttack::toString)).doesNotHaveDuplicates();
    }

    @Test
    void aTokenInTheBodyIsNotLookedAt() {
        Answer answer = TokenAttack.unauthorized(25, "in the body")
                .sentTo(API.uri("/"), "POST /things", "access_token=" + TestApi.FORGER.token());

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void addressesInsideTokensAreNotFollowed() throws IOException {
        attacks().forEach(attack -> attack.sentTo(API.uri("/"), "GET /things", ""));

        LAIR.setSoTimeout(1);
        assertThatThrownBy(LAIR::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void whatTheAttacksAreMadeOfIsGoodOtherwise() {
        Answer answer = TokenAttack.unauthorized(0, "a good token", "Bearer " + TestApi.FORGER.token())
                .sentTo(API.uri("/"), "GET /things", "");

        assertThat(answer.status()).isEqualTo(200);
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
