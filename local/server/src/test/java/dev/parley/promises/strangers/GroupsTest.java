package dev.parley.promises.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Forger;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Administrators are the members of the group `admins`, to the letter, and nobody else is: by what a token says of
/// groups, over HTTP.
class GroupsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HandClock CLOCK = new HandClock();
    private static final LocalServer SERVER = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), CLOCK);
    private static final Forger FORGER = Forger.of(SERVER, CLOCK);
    private static final Neighbourhood HERE = new Neighbourhood(SERVER.address());

    /// What `cognito:groups` says, as JSON. The last two are as the claim of a member looks in an event: Cognito
    /// makes neither, for there the claim is a list, and the names in it have no blank.
    private static final List<String> ADMINISTRATORS = List.of(
            "[\"admins\"]",
            "[\"a\",\"admins\"]",
            "[\"admins\",\"b\"]",
            "[\"notadmins\",\"admins\",\"admins-ro\"]",
            "\"admins\"",
            "\"[x admins]\"");

    private static final List<String> NOBODIES = List.of(
            "null",
            "true",
            "1",
            "{}",
            "{\"admins\":true}",
            "{\"admins\":\"admins\"}",
            "\"\"",
            "\"[notadmin x]\"",
            "\"admins,x\"",
            "\"x,admins\"",
            "\"Admins\"",
            "\"ADMINS\"",
            "\" admins\"",
            "\"admins \"",
            "\"[ admins]\"",
            "\"x admins\"",
            "[]",
            "[\"\"]",
            "[\"notadmin\",\"x\"]",
            "[\"notadmins\",\"admins-ro\"]",
            "[\"notadmin\",\"admin-ro\"]",
            "[\"admin\"]",
            "[\"Admins\"]",
            "[\"ADMINS\"]",
            "[\" admins\"]",
            "[\"admins \"]",
            "[\"x \",\"admins\"]",
            "[\"\",\"admins\"]",
            "[\"[admins]\"]",
            "[\"[x admins]\"]",
            "[\"[x admin]\"]",
            "[\"[admins\"]",
            "[\"admins]\"]",
            "[\"x\",\"[admins]\"]",
            "[\"admins,x\"]",
            "[\"x,admins\"]",
            "[\"\\\"admins\\\"\"]",
            "[\"admins\\u200b\"]",
            "[\"x\\u00a0admins\"]",
            "[\"x\\tadmins\"]",
            "[\"x\\nadmins\"]",
            "[[\"admins\"]]",
            "[{\"admins\":\"admins\"}]");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theMembersOfOneGroupAreAdministratorsAndNobodyElseIs() {
        Trials trials = Trials.alwaysInFull("only members of admins are administrators");
        List<String> failures = new ArrayList<>();

        ADMINISTRATORS.forEach(groups -> failures.addAll(wrong(groups, true)));
        NOBODIES.forEach(groups -> failures.addAll(wrong(groups, false)));

        assertThat(failures).isEmpty();
        trials.tell(ADMINISTRATORS.size() + " claims of members, " + NOBODIES.size() + " of others, each on "
                + tries().size() + " routes: 0 taken for the other");
    }

    /// Where the claims of a member do what they should not, or the other way round.
    private static List<String> wrong(String groups, boolean administrator) {
        ApiClient caller = new ApiClient(
                SERVER.address(), FORGER.withClaims(claims -> claims.set("cognito:groups", json(groups))));
        List<String> wrong = new ArrayList<>();
        tries().forEach((what, refusal) -> {
            String[] parts = what.split(" \\| ", 2);
            Answer answer = caller.send(
                    parts[0], Optional.empty(), parts.length < 2 ? Optional.empty() : Optional.of(parts[1]));
            boolean shown = HERE.owner.canaries().stream().anyMatch(answer.text()::contains);
            boolean right = administrator
                    ? answer.status() < 300 && (shown || parts.length > 1)
                    : answer.status() == refusal && !shown;
            if (!right) {
                wrong.add(groups + " " + what + ": " + answer.status() + " " + answer.shown());
            }
        });
        return wrong;
    }

    /// What administrators may do, and how others are refused; `get_by_agent` shows those nothing.
    private static Map<String, Integer> tries() {
        String session = HERE.owner.filledSessions().getLast();
        return Map.of(
                "POST /catalog/prompts | {\"content\":\"mine\"}",
                403,
                "PUT /catalog/assistants/support | {\"greeting\":\"mine\"}",
                403,
                "GET /sessions/" + session,
                404,
                "GET /sessions/get/" + session,
                404,
                "GET /sessions/history/" + session,
                404,
                "GET /sessions/history/recent/" + session,
                404,
                "GET /sessions/get_all/" + HERE.owner.own("user"),
                403,
                "GET /sessions/get_by_agent/" + HERE.owner.own("partner"),
                200,
                "GET /catalog/profiles/" + HERE.owner.own("profile"),
                404);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
