package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Backend;
import dev.parley.basic.BasicFunction;
import dev.parley.chat.Caller;
import dev.parley.chat.Excerpt;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.http.Rehearsal;
import dev.parley.http.Rehearsed;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Meter;
import dev.parley.standins.MeteredCalls;
import dev.parley.standins.Template;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a function does before Lambda takes a snapshot of it.
class RehearsalTest {
    private static final LocalDynamoDb DYNAMODB = LocalDynamoDb.shared();

    /// How a function answers its rehearsed calls, in the order of its routes, with an empty catalog.
    private static List<Integer> statuses(ApiFunction function) {
        return switch (function) {
            case CHATFLOW -> List.of(200, 200, 200, 200, 200);
            case BASIC -> List.of(201, 200, 200, 200, 200, 200);
            // The model is not asked, for want of a text.
            case CHATBOT -> List.of(404, 200, 200, 200, 200, 400, 200);
            case CHARACTER -> List.of(200, 200, 400, 200, 200);
            case AGENT -> List.of(404, 200, 200, 200, 200, 200, 200, 200);
            case CATALOG -> List.of(200, 403, 404, 403, 403);
            // Nothing was ever streamed in the session.
            case STREAM -> List.of(400, 404, 404);
        };
    }

    /// The same with a catalog that has an entry of each kind.
    private static List<Integer> statusesWithEntries(ApiFunction function) {
        return switch (function) {
            case CHATBOT -> List.of(201, 200, 200, 200, 200, 400, 200);
            case CHARACTER -> List.of(200, 200, 201, 200, 200);
            case AGENT -> List.of(201, 200, 200, 200, 200, 200, 200, 200);
            case CHATFLOW, BASIC, CATALOG, STREAM -> statuses(function);
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyRouteIsPlayedOnASessionThatIsGoneThen(ApiFunction function) {
        String table = DYNAMODB.freshTable(Template.ofProject());

        assertThat(statuses(function.with(RehearsalStage.backend(table)))).isEqualTo(statuses(function));
        assertThat(sortKeys(table)).doesNotContain("SESSION");
    }

    @ParameterizedTest
    @EnumSource
    void whereTheCatalogHasEntriesSessionsReferToThem(ApiFunction function) {
        String table = DYNAMODB.freshTable(Template.ofProject());
        RehearsalStage.fillCatalog(table);
        List<String> before = sortKeys(table);

        assertThat(statuses(function.with(RehearsalStage.backend(table)))).isEqualTo(statusesWithEntries(function));
        assertThat(sortKeys(table)).containsAll(before).doesNotContain("SESSION");
    }

    /// What the README tells in sum; messages cost the sweeper some more. Each round of the routes writes what the
    /// first did, so that one and two tell of all.
    @ParameterizedTest
    @EnumSource
    void aRehearsalWritesWhatItIsKnownToWrite(ApiFunction function) {
        double first = written(function, 1);
        double round = written(function, 2) - first;

        assertThat(first + (Rehearsal.TIMES - 1) * round).isEqualTo(units(function));
    }

    /// Write units of a whole rehearsal, with a catalog that has an entry of each kind.
    private static double units(ApiFunction function) {
        return switch (function) {
            case CHATFLOW -> 4_509;
            case BASIC -> 5_209;
            case CHATBOT -> 6_349;
            case CHARACTER -> 4_429;
            case AGENT -> 6_689;
            case CATALOG -> 0;
            case STREAM -> 2_249;
        };
    }

    private static double written(ApiFunction function, int times) {
        Template template = Template.ofProject();
        String table = DYNAMODB.freshTableWithoutStream(template);
        RehearsalStage.fillCatalog(table);
        Rehearsed rehearsed = function.with(RehearsalStage.backend(table));
        return MeteredCalls.read(
                        new Meter(DYNAMODB.client(), template.tableRequest(table)),
                        () -> RehearsalStage.logged(rehearsed, times))
                .writes();
    }

    @Test
    void aRehearsalLeavesNoMoreBehindThanTheOneBefore() {
        String table = DYNAMODB.freshTable(Template.ofProject());
        Rehearsed function = new BasicFunction(RehearsalStage.backend(table));
        RehearsalStage.logged(function, 2);
        List<String> left = sortKeys(table);

        RehearsalStage.logged(function, 2);

        assertThat(sortKeys(table)).isEqualTo(left);
    }

    @Test
    void whatARehearsalThatFailedHasLeftIsGoneAfterTheNext() {
        String table = DYNAMODB.freshTable(Template.ofProject());
        Backend backend = RehearsalStage.backend(table);
        Caller nobody = new Caller(new UserId("rehearsal of POST /api/chat_sessions"), false);
        List<SessionId> left = Stream.generate(() -> backend.chats()
                        .create(nobody, new NewSession(References.NONE, "left"), Once.ALWAYS, Excerpt.NONE)
                        .session()
                        .id())
                .limit(5)
                .toList();
        // A call of a route has used it up.
        backend.chats().delete(nobody, left.get(2));
        assertThat(sortKeys(table)).contains("SESSION");

        RehearsalStage.logged(new BasicFunction(backend), 2);

        assertThat(sortKeys(table)).doesNotContain("SESSION");
    }

    @Test
    void aStoreThatDoesNotAnswerEndsTheRehearsalAndIsLoggedOnce() {
        List<JsonNode> lines = RehearsalStage.logged(new BasicFunction(RehearsalStage.backend("no-such-table")), 2);

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.path("level").textValue()).isEqualTo("ERROR");
            assertThat(line.path("errors")).hasSize(1);
        });
    }

    private static List<Integer> statuses(Rehearsed function) {
        SequencedMap<String, Set<Integer>> statuses = new LinkedHashMap<>();
        for (JsonNode line : RehearsalStage.logged(function, 2)) {
            statuses.computeIfAbsent(line.path("route").textValue(), _ -> new HashSet<>())
                    .add(line.path("status").intValue());
        }
        assertThat(statuses)
                .as("each route answers all its calls alike")
                .allSatisfy((_, seen) -> assertThat(seen).hasSize(1));
        return statuses.sequencedValues().stream().flatMap(Set::stream).toList();
    }

    /// All but the messages, which the sweeper takes.
    private static List<String> sortKeys(String table) {
        return DYNAMODB.client().scan(scan -> scan.tableName(table)).items().stream()
                .flatMap(item -> Stream.ofNullable(item.get("sk")))
                .map(AttributeValue::s)
                .filter(key -> !key.startsWith("MESSAGE#"))
                .sorted()
                .toList();
    }
}
