package dev.parley.chatbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.amazonaws.services.lambda.runtime.tests.annotations.Event;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.chat.Caller;
import dev.parley.chat.CardChanges;
import dev.parley.chat.Catalog;
import dev.parley.chat.Change;
import dev.parley.chat.EntryChanges;
import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.ProfileChanges;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.NewEntry;
import dev.parley.chat.Once;
import dev.parley.chat.UserId;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// The function, called with the very files that `sam local invoke -e` takes: one user's first session,
/// step by step.
class ChatbotFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalBedrock BEDROCK = LocalBedrock.start();
    private static final Caller ADMIN = new Caller(new UserId("root"), true);

    private final RecordingContext context = new RecordingContext();
    private final Backend backend = new Backend(
            Map.of(
                    "PARLEY_DYNAMODB_ENDPOINT",
                            LocalDynamoDb.shared().endpoint().toString(),
                    "PARLEY_BEDROCK_ENDPOINT", BEDROCK.endpoint().toString(),
                    "PARLEY_TABLE", LocalDynamoDb.shared().freshTable(Template.ofProject()),
                    "PARLEY_CLIENT_ID", "local",
                    "PARLEY_MODEL_ID", "amazon.nova-lite-v1:0"),
            Clock.systemUTC());
    private final ChatbotFunction function = new ChatbotFunction(backend);

    @AfterAll
    static void stopTheModel() {
        BEDROCK.close();
    }

    @BeforeEach
    void fillTheCatalog() {
        ModelId model = new ModelId("standard");
        make(
                model,
                new ModelChanges(
                        Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep()));
        CardChanges card = new CardChanges(
                Change.set("Sherlock Holmes"), Change.keep(), Change.set("A detective."), Change.keep());
        make(
                new AssistantId("sherlock_holmes"),
                new AssistantChanges(card, Change.set(model), Change.keep(), Change.keep(), Change.keep()));
        make(new ProfileId("client-1"), new ProfileChanges(card));
    }

    private void make(EntryId id, EntryChanges fields) {
        Catalog catalog = backend.catalog();
        catalog.create(ADMIN, new NewEntry(id, fields), Once.ALWAYS);
    }

    @ParameterizedTest
    @Event(value = "events/chatbot/create.json", type = APIGatewayV2HTTPEvent.class)
    void theCreateEventMakesTheSessionThatTheOtherEventsName(APIGatewayV2HTTPEvent event) {
        JsonNode created = answer(event, 201);

        assertThat(created.at("/data/id").textValue()).isEqualTo("5e21e25c1b71305abafd9509");
        assertThat(created.at("/data/title").textValue()).isEqualTo("A study in scarlet");
    }

    @Test
    void theEventsAreAConversation() {
        answer(event("create"), 201);
        JsonNode updated = answer(event("update"), 200);
        assertThat(updated.at("/data/title").textValue()).isEqualTo("A study in scarlet, annotated");
        assertThat(updated.at("/data/feedback/rating").intValue()).isEqualTo(5);
        assertThat(updated.at("/data/metadata/channel").textValue()).isEqualTo("web");

        JsonNode added = answer(event("message"), 200);
        assertThat(added.at("/data/messages")).hasSize(1);
        JsonNode answered = answer(event("chat"), 200);
        assertThat(answered.at("/data/role").textValue()).isEqualTo("assistant");
        assertThat(answered.at("/data/content").textValue()).contains("Who are you?");

        JsonNode read = answer(event("get"), 200);
        assertThat(read.at("/data/messages").findValuesAsText("role")).containsExactly("user", "user", "assistant");
        assertThat(read.at("/data/chatbotId/name").textValue()).isEqualTo("Sherlock Holmes");
        JsonNode listed = answer(event("list"), 200);
        assertThat(listed.at("/data/results/0/id")).isEqualTo(read.at("/data/id"));

        JsonNode ended = answer(event("end"), 200);
        assertThat(ended.at("/data/status").textValue()).isEqualTo("COMPLETED");
        assertThat(answer(event("chat"), 404).at("/message").textValue()).isEqualTo("Active session not found");
        assertThat(context.errors()).isEmpty();
    }

    @Test
    void anEventWithoutClaimsIsRefused() {
        for (String name : List.of("create", "update", "get", "end", "message", "chat", "list")) {
            APIGatewayV2HTTPEvent event = event(name);
            event.getRequestContext().setAuthorizer(null);

            assertThat(answer(event, 401).at("/success").booleanValue()).isFalse();
        }
    }

    @Test
    void aRequestThatTheModelDoesNotAnswerIsLoggedOnceWithItsIdAndWithoutItsText() {
        answer(event("create"), 201);
        APIGatewayV2HTTPEvent chat = event("chat");
        chat.setBody("{\"content\":\"!error 500\"}");

        answer(chat, 500);

        assertThat(context.errors())
                .singleElement()
                .asString()
                .contains("model_failed", context.getAwsRequestId(), "POST /sessions/chat")
                .doesNotContain("!error");
    }

    private static APIGatewayV2HTTPEvent event(String name) {
        return EventLoader.loadApiGatewayHttpEvent("events/chatbot/" + name + ".json");
    }

    private JsonNode answer(APIGatewayV2HTTPEvent event, int status) {
        APIGatewayV2HTTPResponse response = new HttpFunction(function).answer(event, context);
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(status);
        try {
            return JSON.readTree(response.getBody());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
