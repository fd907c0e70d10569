package dev.parley.character;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.chat.Caller;
import dev.parley.chat.CardChanges;
import dev.parley.chat.Change;
import dev.parley.chat.EntryChanges;
import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.ProfileChanges;
import dev.parley.chat.EntryChanges.PromptChanges;
import dev.parley.chat.EntryId;
import dev.parley.chat.Kind;
import dev.parley.chat.NewEntry;
import dev.parley.chat.Once;
import dev.parley.chat.UserId;
import dev.parley.standins.HandClock;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The function, called with the very files that `sam local invoke -e` takes: one user's first session, step by
/// step.
class CharacterFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller ADMIN = new Caller(new UserId("root"), true);

    private final RecordingContext context = new RecordingContext();
    private final HandClock clock = new HandClock();
    private final Backend backend = backend(LocalDynamoDb.shared().freshTable(Template.ofProject()), clock);
    private final CharacterFunction function = new CharacterFunction(backend);

    private static Backend backend(String table, HandClock clock) {
        return new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT",
                        LocalDynamoDb.shared().endpoint().toString(),
                        "PARLEY_TABLE",
                        table,
                        "PARLEY_CLIENT_ID",
                        "local",
                        "PARLEY_MODEL_ID",
                        "none"),
                clock);
    }

    @BeforeEach
    void fillTheCatalog() {
        CardChanges holmes = new CardChanges(
                Change.set("Sherlock Holmes"), Change.keep(), Change.keep(), Change.set("sherlock.jpg"));
        make(
                Kind.ASSISTANT.id("sherlock_holmes"),
                new AssistantChanges(holmes, Change.keep(), Change.keep(), Change.keep(), Change.keep()));
        for (String name : new String[] {"default", "detective"}) {
            make(
                    Kind.PROFILE.id(name),
                    new ProfileChanges(new CardChanges(Change.set(name), Change.keep(), Change.keep(), Change.keep())));
            make(
                    Kind.MODEL.id(name),
                    new ModelChanges(
                            Change.set(name),
                            Change.keep(),
                            Change.keep(),
                            Change.keep(),
                            Change.keep(),
                            Change.keep()));
        }
        make(Kind.PROMPT.id("roleplay"), new PromptChanges(Change.keep(), Change.set("Stay in character.")));
    }

    private void make(EntryId id, EntryChanges fields) {
        backend.catalog().create(ADMIN, new NewEntry(id, fields), Once.ALWAYS);
    }

    @Test
    void theEventsAreTheLifeOfASession() {
        JsonNode created = answer("create", 201);
        assertThat(created).isEqualTo(tree("""
            {"id": 1, "character_id": 1, "user_profile_id": 2, "ai_model_id": 2, "system_prompt_id": 1,
             "pre_prompt": "Remember you are Sherlock Holmes, the detective.", "pre_prompt_enabled": true,
             "post_prompt": null, "post_prompt_enabled": false,
             "start_time": "2026-01-01T10:00:00Z", "updated_at": "2026-01-01T10:00:00Z",
             "character": {"id": 1, "name": "Sherlock Holmes", "avatar_image": "sherlock.jpg"},
             "user_profile": {"id": 2, "name": "detective"}}\
            """));
        JsonNode listed = answer("list", 200);
        assertThat(listed.at("/items/0")).isEqualTo(created);
        assertThat(listed.path("pagination")).isEqualTo(tree("""
            {"page": 1, "per_page": 20, "total_items": 1, "total_pages": 1}\
            """));
        JsonNode read = answer("get", 200);
        assertThat(read.at("/ai_model/label").textValue()).isEqualTo("detective");
        assertThat(read.at("/system_prompt/content").textValue()).isEqualTo("Stay in character.");

        clock.moveOn(Duration.ofMillis(1_999));
        JsonNode updated = answer("update", 200);
        assertThat(updated.path("ai_model_id").longValue()).isEqualTo(1);
        assertThat(updated.path("updated_at").textValue()).isEqualTo("2026-01-01T10:00:01Z");
        assertThat(updated.has("character")).isFalse();

        assertThat(answer("delete", 200)).hasToString("{\"message\":\"Chat session deleted successfully\"}");
        for (String name : new String[] {"get", "update", "delete"}) {
            assertThat(answer(name, 404)).as(name).hasToString("{\"message\":\"Chat session not found\"}");
        }
        assertThat(answer("list", 200).path("items")).isEmpty();
        assertThat(context.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "get", "create", "update", "delete"})
    void anEventWithoutClaimsIsRefused(String name) {
        APIGatewayV2HTTPEvent event = event(name);
        event.getRequestContext().setAuthorizer(null);

        assertThat(body(new HttpFunction(function).answer(event, context), 401))
                .hasToString("{\"message\":\"Unauthorized\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "get", "create", "update", "delete"})
    void aStoreThatFailsIsLoggedWithTheRequestAndAnsweredWithoutDetail(String name) {
        CharacterFunction broken = new CharacterFunction(backend("no-such-table", clock));

        assertThat(body(new HttpFunction(broken).answer(event(name), context), 500))
                .hasToString("{\"message\":\"Internal Server Error\"}");
        assertThat(context.logged()).singleElement().asString().contains(context.getAwsRequestId());
    }

    private JsonNode answer(String event, int status) {
        return body(new HttpFunction(function).answer(event(event), context), status);
    }

    private static APIGatewayV2HTTPEvent event(String name) {
        return EventLoader.loadApiGatewayHttpEvent("events/character/" + name + ".json");
    }

    private static JsonNode body(APIGatewayV2HTTPResponse response, int status) {
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(status);
        return tree(response.getBody());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
