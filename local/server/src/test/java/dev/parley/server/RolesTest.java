package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.chat.Caller;
import dev.parley.chat.EntryNumber;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Kind;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.http.Rehearsed;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import dev.parley.sweeper.SweeperFunction;
import dev.parley.titler.TitlerFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the functions' roles in template.yaml let them do: DynamoDB Local asks for no role.
class RolesTest {
    private static final String INDEX = "${Table.Arn}/index/";

    private static final Path EVENTS = Path.of(System.getProperty("parley.root"), "events");
    private static final Caller CALLER = new Caller(new UserId("11111111-2222-4333-8444-555555555555"), false);
    /// What the events of the table's stream tell of.
    private static final SessionId SESSION = SessionId.of(CALLER.user(), 1);

    private final String table = LocalDynamoDb.shared().freshTableWithoutStream(Template.ofProject());

    @BeforeEach
    void fillTheCatalog() {
        RehearsalStage.fillCatalog(table);
    }

    @ParameterizedTest
    @EnumSource
    void everyCallThatARehearsalMakesIsGranted(ApiFunction api) {
        Rehearsed function = api.with(RehearsalStage.backend(table));

        Set<String> asked = AskedGrants.during(
                table, () -> assertThat(RehearsalStage.logged(function, 1)).noneMatch(RolesTest::isError));

        assertThat(granted(api.role())).containsAll(asked);
    }

    @Test
    void theTitlerIsGrantedWhatItAsksOfTheTableAndNoMore() {
        try (LocalBedrock bedrock = LocalBedrock.start()) {
            Backend backend = RehearsalStage.backend(table, bedrock.endpoint());
            create(backend);
            backend.answeringChats().chat(CALLER, SESSION, "!title Granted", Once.ALWAYS);
            TitlerFunction titler = new TitlerFunction(backend);

            Set<String> asked = AskedGrants.during(table, () -> workOff(titler, "titler/answered"));

            assertThat(backend.chats()
                            .own(CALLER, SESSION, Excerpt.NONE)
                            .session()
                            .title())
                    .isEqualTo("Granted");
            assertThat(granted("TitlerRole")).isEqualTo(asked);
        }
    }

    @Test
    void theSweeperIsGrantedWhatItAsksOfTheTableAndNoMore() {
        Backend backend = RehearsalStage.backend(table);
        create(backend);
        SweeperFunction sweeper = new SweeperFunction(backend);

        Set<String> asked = AskedGrants.during(table, () -> {
            workOff(sweeper, "sweeper/expiry");
            workOff(sweeper, "sweeper/delete");
        });

        assertThat(granted("SweeperRole")).isEqualTo(asked);
    }

    @Test
    void onlyTheFunctionsThatAnswerAndTheTitlerMayCallTheModel() {
        Set<String> roles = new HashSet<>();
        Template.ofProject().section("Resources").keySet().stream()
                .filter(role -> properties(role).findValues("Action").stream()
                        .flatMap(RolesTest::texts)
                        .anyMatch(action -> action.matches("bedrock:(Invoke.*|\\*)|\\*")))
                .forEach(roles::add);

        assertThat(roles).containsExactlyInAnyOrder("ChatbotRole", "StreamRole", "TitlerRole");
    }

    private static void create(Backend backend) {
        List<EntryNumber> numbers = List.of(new EntryNumber(Kind.ASSISTANT, 1), new EntryNumber(Kind.MODEL, 1));
        backend.chats().create(CALLER, numbers, new NewSession(References.NONE, null), Once.ALWAYS);
    }

    private static void workOff(RequestHandler<DynamodbEvent, StreamsEventResponse> function, String event) {
        RecordingContext context = new RecordingContext();

        assertThat(function.handleRequest(event(event), context).getBatchItemFailures())
                .as(() -> context.logged().toString())
                .isEmpty();
    }

    private static DynamodbEvent event(String name) {
        try {
            return LambdaEventSerializers.serializerFor(DynamodbEvent.class, RolesTest.class.getClassLoader())
                    .fromJson(Files.readString(EVENTS.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isError(JsonNode line) {
        return line.path("level").textValue().equals("ERROR");
    }

    /// The actions on the table and on its indexes that a role allows.
    private static Set<String> granted(String role) {
        Set<String> granted = new HashSet<>();
        for (JsonNode policy : properties(role).path("Policies")) {
            for (JsonNode statement : policy.path("PolicyDocument").path("Statement")) {
                for (String resource : resources(statement.path("Resource"))) {
                    texts(statement.path("Action")).forEach(action -> granted.add(action + resource));
                }
            }
        }
        return granted;
    }

    private static JsonNode properties(String role) {
        return new ObjectMapper()
                .valueToTree(Template.ofProject().resource(role))
                .path("Properties");
    }

    /// Nothing for the table itself, a blank and the name for an index; other resources are left out.
    private static List<String> resources(JsonNode resource) {
        if (resource.isArray()) {
            return resource.valueStream()
                    .flatMap(one -> resources(one).stream())
                    .toList();
        }
        JsonNode attribute = resource.path("Fn::GetAtt");
        if (attribute.path(0).asText().equals("Table")) {
            return attribute.path(1).asText().equals("Arn") ? List.of("") : List.of();
        }
        String text = resource.path("Fn::Sub").asText("");
        return text.startsWith(INDEX) ? List.of(" " + text.substring(INDEX.length())) : List.of();
    }

    private static Stream<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.valueStream().map(JsonNode::textValue)
                : Stream.of(oneOrMore.textValue());
    }
}
