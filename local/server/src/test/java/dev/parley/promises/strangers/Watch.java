package dev.parley.promises.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.promises.TableAudit;
import dev.parley.promises.strangers.StrangersTable.Expected;
import dev.parley.promises.strangers.StrangersTable.Filled;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.standins.LocalClients;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Sends requests of residents, and looks at what comes of them for the others.
final class Watch implements AutoCloseable {
    private static final Set<String> NAMING_THE_REQUEST = Set.of("date", "apigw-requestid");

    private final LocalServer server;
    private final Neighbourhood here;
    private final ApiClient nobody;
    private final ApiClient identified;
    private final DynamoDbClient table;
    private Optional<Looked> last = Optional.empty();
    private int signed;
    private int unsigned;

    Watch(LocalServer server, Neighbourhood here) {
        this.server = server;
        this.here = here;
        this.nobody = new ApiClient(server.address(), "");
        this.identified = new ApiClient(
                server.address(),
                ApiClient.tokens(server.address(), "username=owner&groups=admins")
                        .path("id_token")
                        .asText());
        this.table = LocalClients.dynamoDb(server.database());
    }

    /// What a caller sees of an answer, without what names the request.
    record Seen(int status, Map<String, List<String>> headers, String body) {
        static Seen of(Answer answer) {
            Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
            headers.keySet().removeAll(NAMING_THE_REQUEST);
            return new Seen(answer.status(), headers, answer.text());
        }
    }

    /// What the table held of others: it still does, until another caller had a turn or something was made.
    private record Looked(Resident caller, int changes, Map<String, Map<String, AttributeValue>> items) {
        boolean stillHolds(Resident now, Neighbourhood here) {
            return caller.equals(now) && changes == here.changes();
        }
    }

    /// What the caller sees of the answer to a request: with the status that is expected, nothing of another user's
    /// in it unless that is expected, and nothing of another's changed.
    Seen sent(Resident caller, Filled request, Optional<String> key, Expected expected) {
        Looked before = last.filter(looked -> looked.stillHolds(caller, here)).orElseGet(() -> look(caller));

        Seen seen = Seen.of(send(caller.api(), request, key));

        signed++;
        assertThat(seen.status()).as(seen.body()).isEqualTo(expected.status());
        List<String> leaks = leaks(caller, request, seen);
        assertThat(leaks.isEmpty()).as("seen of others: " + leaks).isEqualTo(!expected.shows());
        Looked after = look(caller);
        last = Optional.of(after);
        assertThat(after.items().equals(before.items())).as("others' data stay").isEqualTo(!expected.changes());
        return seen;
    }

    /// The answer to a request that is sent before the one to be watched.
    Answer prepared(Resident resident, Filled request, Optional<String> key) {
        last = Optional.empty();
        return send(resident.api(), request, key);
    }

    /// Sends the request without a token, and with a good ID token: the gateway refuses both.
    void refusedByTheGateway(Filled request, Optional<String> key) {
        long invocations = server.invocations();

        Answer unnamed = send(nobody, request, key);
        Answer named = send(identified, request, key);

        unsigned += 2;
        assertThat(unnamed.status()).isEqualTo(401);
        assertThat(unnamed.text()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(named.status()).isEqualTo(403);
        assertThat(named.text()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(server.invocations()).as("functions called").isEqualTo(invocations);
    }

    /// Whether something of the caller's own is in what the caller sees, beyond what the caller said.
    static boolean showsOwn(Resident caller, Filled request, Seen seen) {
        return !canariesIn(caller, request, seen).isEmpty();
    }

    /// What does not agree in the table after all that.
    List<String> violations(Instant now) {
        return TableAudit.violations(table, now);
    }

    String counts() {
        return signed + " requests with an access token, " + unsigned + " without or with an ID token";
    }

    @Override
    public void close() {
        table.close();
    }

    private static Answer send(ApiClient api, Filled request, Optional<String> key) {
        return api.send(
                request.methodAndTarget(), key, Optional.of(request.body()).filter(body -> !body.isEmpty()));
    }

    private Looked look(Resident caller) {
        return new Looked(caller, here.changes(), OthersItems.read(table, here.residents(), caller));
    }

    private List<String> leaks(Resident caller, Filled request, Seen seen) {
        return here.residents().stream()
                .filter(resident -> !resident.equals(caller))
                .flatMap(resident -> canariesIn(resident, request, seen).stream())
                .toList();
    }

    private static List<String> canariesIn(Resident resident, Filled request, Seen seen) {
        String all = seen.headers() + seen.body();
        return resident.canaries().stream()
                .filter(canary -> all.contains(canary) && !request.says(canary))
                .toList();
    }
}
