package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.catalog.CatalogFunction;
import dev.parley.character.CharacterFunction;
import dev.parley.chat.Caller;
import dev.parley.chat.Excerpt;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.UserId;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.http.Rehearsed;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import dev.parley.stream.StreamFunction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a function does before Lambda takes a snapshot of it.
class RehearsalTest {
    private static final LocalDynamoDb DYNAMODB = LocalDynamoDb.shared();
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A function, and how it answers its rehearsed calls, in the order of its routes.
    record Play(Function<Backend, Rehearsed> function, List<Integer> statuses) {}

    private static List<Play> plays() {
        return List.of(
                new Play(ChatflowFunction::new, List.of(200, 200, 200, 200, 200)),
                new Play(BasicFunction::new, List.of(201, 200, 200, 200, 200, 200)),
                // What a session is to refer to need not be in the catalog yet, and the model is not asked.
                new Play(ChatbotFunction::new, List.of(404, 200, 200, 200, 200, 400, 200)),
                new Play(CharacterFunction::new, List.of(200, 200, 400, 200, 200)),
                new Play(AgentFunction::new, List.of(404, 200, 200, 200, 200, 200, 200, 200)),
                new Play(CatalogFunction::new, List.of(200, 403, 404, 403, 403)),
                // Nothing was ever streamed in the session.
                new Play(StreamFunction::new, List.of(400, 404, 404)));
    }

    @ParameterizedTest
    @MethodSource("plays")
    void everyRouteIsPlayedOnASessionThatIsGoneThen(Play play) {
        String table = DYNAMODB.freshTable(Template.ofProject());

        SequencedMap<String, Set<Integer>> statuses = new LinkedHashMap<>();
        for (JsonNode line : logged(play.function().apply(backend(table)))) {
            statuses.computeIfAbsent(line.path("route").textValue(), _ -> new HashSet<>())
                    .add(line.path("status").intValue());
        }

        assertThat(new ArrayList<>(statuses.sequencedValues()))
                .as(statuses.toString())
                .isEqualTo(play.statuses().stream().map(Set::of).toList());
        assertThat(sortKeys(table)).contains("NUMBER").doesNotContain("SESSION");
    }

    @Test
    void aRehearsalLeavesNoMoreBehindThanTheOneBefore() {
        String table = DYNAMODB.freshTable(Template.ofProject());
        Rehearsed function = new BasicFunction(backend(table));
        logged(function);
        List<String> left = sortKeys(table);

        logged(function);

        assertThat(sortKeys(table)).isEqualTo(left);
    }

    @Test
    void whatARehearsalThatFailedHasLeftIsGoneAfterTheNext() {
        String table = DYNAMODB.freshTable(Template.ofProject());
        Backend backend = backend(table);
        Caller nobody = new Caller(new UserId("rehearsal of POST /api/chat_sessions"), false);
        backend.chats().create(nobody, new NewSession(References.NONE, "left"), Once.ALWAYS, Excerpt.NONE);
        assertThat(sortKeys(table)).contains("SESSION");

        logged(new BasicFunction(backend));

        assertThat(sortKeys(table)).doesNotContain("SESSION");
    }

    @Test
    void aStoreThatDoesNotAnswerEndsTheRehearsalAndIsLoggedOnce() {
        List<JsonNode> lines = logged(new BasicFunction(backend("no-such-table")));

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.path("level").textValue()).isEqualTo("ERROR");
            assertThat(line.path("errors")).hasSize(1);
        });
    }

    private static Backend backend(String table) {
        return new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT",
                        DYNAMODB.endpoint().toString(),
                        // Nothing listens there: a call of the model would be a 500.
                        "PARLEY_BEDROCK_ENDPOINT",
                        "http://127.0.0.1:1",
                        "PARLEY_TABLE",
                        table,
                        "PARLEY_CLIENT_ID",
                        "local",
                        "PARLEY_MODEL_ID",
                        "amazon.nova-lite-v1:0"),
                Clock.systemUTC());
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

    /// The lines of the log, which goes to the standard output where there is no Lambda.
    private static List<JsonNode> logged(Rehearsed function) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            function.rehearse();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(RehearsalTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
