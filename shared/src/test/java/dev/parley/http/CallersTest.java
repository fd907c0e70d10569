package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT;
import dev.parley.chat.Caller;
import dev.parley.chat.Refusal;
import dev.parley.chat.UserId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
    private static final Map<String, String> ADA =
            Map.of("token_use", "access", "client_id", Events.CLIENT, "sub", "ada", "username", "eve");

    private final Callers callers = Callers.byClaims(Events.CLIENT);

    @Test
    void theCallerIsTheSubOfAnAccessToken() {
        assertThat(callers.of(Events.read(Events.withClaims(ADA)))).isEqualTo(new Caller(new UserId("ada"), false));
    }

    @Test
    void anEventWithoutClaimsIsRefused() {
        Authorizer withoutToken = new Authorizer();
        Authorizer withoutClaims = new Authorizer();
        withoutClaims.setJwt(new JWT());
        APIGatewayV2HTTPEvent withoutAuthorizer = new APIGatewayV2HTTPEvent();
        withoutAuthorizer.setRequestContext(new RequestContext());

        refuses(new APIGatewayV2HTTPEvent());
        refuses(withoutAuthorizer);
        refuses(Events.withAuthorizer(withoutToken));
        refuses(Events.withAuthorizer(withoutClaims));
        refuses(Events.withClaims(Map.of()));
    }

    @Test
    void headersNameNobody() {
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setHeaders(Map.of("authorization", "Bearer ada", "x-user-id", "ada"));

        refuses(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "", "Access", "access ", "refresh"})
    void anotherKindOfTokenIsRefused(String use) {
        refuses(with("token_use", use));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Client", "client2", "other", "[client]"})
    void aTokenOfAnotherClientIsRefused(String client) {
        refuses(with("client_id", client));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u200B", "\u00A0"})
    void aTokenOfNobodyIsRefused(String sub) {
        refuses(with("sub", sub));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_use", "client_id", "sub"})
    void aTokenWithoutOneOfTheClaimsIsRefused(String claim) {
        Map<String, String> claims = new HashMap<>(ADA);
        claims.remove(claim);

        refuses(Events.withClaims(claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[admins]", "[a admins]", "[x admin admins]", "[admins b]", "admins"})
    void aMemberOfTheGroupIsAnAdministrator(String groups) {
        assertThat(callers.of(Events.read(with("cognito:groups", groups))).admin())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[ ]",
                "[notadmin x]",
                "[x admin]",
                "[notadmins]",
                "[admins2 adminsx]",
                "[Admins]",
                "[[admins]]",
                "[a,admins]",
                "a,admins",
                "a admins",
                "admins b",
                "[admins",
                "admins]",
                "[notadmins admins-ro]",
                "[[x admins]]",
                "[x [admins] y]",
                "[ admins]",
                "[admins ]",
                "[x  admins]",
                "[x\tadmins]",
                "[x\nadmins]",
                "[admins,x]",
                "admins,x",
                " admins",
                "admins ",
                "Admins",
                "ADMINS",
                "[admins\u200B]",
                "[\uFF41dmins]",
                "map[admins:admins]",
                "true",
                "[\"admins\"]",
                "[a\u00A0admins]",
                "["
            })
    void nobodyElseIs(String groups) {
        assertThat(callers.of(Events.read(with("cognito:groups", groups))).admin())
                .isFalse();
    }

    @Test
    void aLocalIdentityIsTheSameForEveryEvent() {
        Callers local = Callers.always("ada");

        assertThat(local.of(Events.read(new APIGatewayV2HTTPEvent()))).isEqualTo(new Caller(new UserId("ada"), false));
        assertThat(local.of(Events.read(Events.withClaims(Map.of("sub", "eve"))))
                        .user())
                .isEqualTo(new UserId("ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada:admins", "ada:a,admins", "ada:admins,admins"})
    void aLocalIdentityMayBelongToGroups(String identity) {
        assertThat(Callers.always(identity).of(Events.read(new APIGatewayV2HTTPEvent())))
                .isEqualTo(new Caller(new UserId("ada"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada:", "ada:,", "ada:a,a", "ada:notadmins", "ada:x:admins", "ada:[admins]"})
    void aLocalIdentityOfOtherGroupsIsNoAdministrator(String identity) {
        assertThat(Callers.always(identity).of(Events.read(new APIGatewayV2HTTPEvent())))
                .isEqualTo(new Caller(new UserId("ada"), false));
    }

    @Test
    void aLocalIdentityNamesSomebody() {
        assertThatIllegalArgumentException().isThrownBy(() -> Callers.always(":admins"));
    }

    private void refuses(APIGatewayV2HTTPEvent event) {
        assertThatExceptionOfType(Refusal.Unauthenticated.class).isThrownBy(() -> callers.of(Events.read(event)));
    }

    private static APIGatewayV2HTTPEvent with(String claim, String value) {
        Map<String, String> claims = new HashMap<>(ADA);
        claims.put(claim, value);
        return Events.withClaims(claims);
    }
}
