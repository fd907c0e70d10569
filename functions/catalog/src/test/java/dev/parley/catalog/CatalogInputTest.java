package dev.parley.catalog;

import static dev.parley.catalog.LocalCatalog.answers;
import static dev.parley.catalog.LocalCatalog.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the catalog makes of requests that cannot be meant.
class CatalogInputTest {
    private static final Ask ADMIN = Ask.asAdmin();
    private static final Ask ADA = Ask.as("ada");

    private final LocalCatalog catalog = new LocalCatalog();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=-1",
                "page=1.5",
                "page=",
                "page=x",
                "page=%EF%BC%91",
                "page=1&page=1",
                "page=99999999999999999999",
                "per_page=0",
                "per_page=-1",
                "per_page=1e1",
                "per_page=1,2",
                "per_page=5&per_page=5"
            })
    void aPageThatCannotBeIsRefused(String query) {
        assertThat(catalog.ask(ADA.get("/catalog/models?" + query)).getStatusCode())
                .isEqualTo(400);
    }

    @Test
    void aPageTooLongForOneAnswerIsRefused() {
        String heavy = "{\"content\": \"!" + "\\u0001".repeat(16 * 1024 - 1) + "\"}";
        IntStream.range(0, 45)
                .forEach(_ -> assertThat(catalog.ask(ADMIN.post("/catalog/prompts", heavy))
                                .getStatusCode())
                        .isEqualTo(201));

        APIGatewayV2HTTPResponse all = catalog.ask(ADA.get("/catalog/prompts?per_page=100"));
        assertThat(all.getStatusCode()).isEqualTo(400);
        assertThat(json(all).get("message").textValue()).startsWith("per_page must be smaller");
        assertThat(catalog.ask(ADA.get("/catalog/prompts")).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "assistant", "Assistants", "sessions", "#", "__proto__"})
    void anUnknownKindIsNotFound(String kind) {
        answers(catalog.ask(ADMIN.post("/catalog/" + kind, "{}")), 404, "{\"message\": \"Catalog not found\"}");
        answers(catalog.ask(ADMIN.get("/catalog/" + kind)), 404, "{\"message\": \"Catalog not found\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "#", "#0000000001", "a b", "a/b", "é", "..", "a\u0000", "1", "%61"})
    void anIdOfNothingIsNotFoundAlikeForEveryone(String id) {
        catalog.ask(ADMIN.post("/catalog/profiles", "{\"id\": \"a\"}"));
        for (Ask someone : List.of(ADMIN, ADA)) {
            for (APIGatewayV2HTTPEvent event : List.of(
                    someone.get("/catalog/profiles/" + id),
                    someone.put("/catalog/profiles/" + id, "{}"),
                    someone.delete("/catalog/profiles/" + id))) {
                answers(catalog.ask(event), 404, "{\"message\": \"Profile not found\"}");
            }
        }
        assertThat(catalog.ask(ADMIN.get("/catalog/profiles/" + "x".repeat(2_000)))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a#b", "a/b", ".", "..", "é", "a\\n", "a\\u0000"})
    void anIdOutsideTheAlphabetIsNotMade(String id) {
        APIGatewayV2HTTPResponse answer = catalog.ask(ADMIN.post("/catalog/profiles", "{\"id\": \"" + id + "\"}"));
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").textValue()).startsWith("id must");
    }

    @Test
    void anIdMayHaveSixtyFourCharacters() {
        assertThat(catalog.ask(ADMIN.post("/catalog/profiles", "{\"id\": \"" + "x".repeat(64) + "\"}"))
                        .getStatusCode())
                .isEqualTo(201);
        assertThat(catalog.ask(ADMIN.post("/catalog/profiles", "{\"id\": \"" + "x".repeat(65) + "\"}"))
                        .getStatusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        assistants | `[]` | body
        assistants | `"text"` | body
        assistants | `null` | body
        assistants | `` | body
        assistants | `{` | body
        assistants | `{} {}` | body
        assistants | `{"name": 1}` | name
        assistants | `{"name": ["a"]}` | name
        assistants | `{"name": {"a": "b"}}` | name
        assistants | `{"name": "a", "name": "b"}` | name
        assistants | `{"greeting": true}` | greeting
        assistants | `{"label": "a\\u0000"}` | label
        assistants | `{"label": "a\\ud800"}` | label
        assistants | `{"model_id": "none"}` | model_id
        assistants | `{"model_id": "a b"}` | model_id
        assistants | `{"model_id": 1}` | model_id
        assistants | `{"prompt_id": "none"}` | prompt_id
        assistants | `{"knowledge_base_id": "KB2"}` | knowledge_base_id
        assistants | `{"knowledge_base_id": ""}` | knowledge_base_id
        assistants | `{"id": 7}` | id
        assistants | `{"id": null}` | id
        profiles | `{"description": 1.5}` | description
        models | `{"bedrock_model_id": "other.model"}` | bedrock_model_id
        models | `{"bedrock_model_id": ""}` | bedrock_model_id
        models | `{"context_tokens": "8000"}` | context_tokens
        models | `{"context_tokens": 8000.5}` | context_tokens
        models | `{"context_tokens": 99}` | context_tokens
        models | `{"context_tokens": 2000001}` | context_tokens
        models | `{"context_tokens": 99999999999}` | context_tokens
        models | `{"max_tokens": 0}` | max_tokens
        models | `{"max_tokens": 100001}` | max_tokens
        models | `{"temperature": 1.01}` | temperature
        models | `{"temperature": -1}` | temperature
        models | `{"temperature": "0"}` | temperature
        models | `{"temperature": 1e-200}` | temperature
        models | `{"temperature": 1e999999999}` | temperature
        models | `{"temperature": 1e-99999999999}` | body
        models | `{"temperature": NaN}` | body
        prompts | `{}` | content
        prompts | `{"content": null}` | content
        prompts | `{"content": ""}` | content
        prompts | `{"content": " \\u200b\\n"}` | content
        prompts | `{"content": 1}` | content
        """)
    void aBodyThatCannotBeMeantIsRefusedByItsField(String kind, String body, String field) {
        APIGatewayV2HTTPResponse answer = catalog.ask(ADMIN.post("/catalog/" + kind, body));
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(400);
        assertThat(json(answer).get("message").textValue()).startsWith(field + " ");
        assertThat(json(catalog.ask(ADMIN.get("/catalog/" + kind))).get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "assistants, name, 256",
        "assistants, label, 256",
        "assistants, avatar_image, 256",
        "assistants, description, 16384",
        "assistants, greeting, 16384",
        "models, description, 16384",
        "models, label, 256",
        "prompts, label, 256",
        "prompts, content, 16384",
        "profiles, description, 16384"
    })
    void aTextMayBeAsLongAsItsLimit(String kind, String field, int limit) {
        String rest = kind.equals("prompts") && !field.equals("content") ? "\"content\": \"text\", " : "";
        assertThat(catalog.ask(ADMIN.post(
                                "/catalog/" + kind, "{" + rest + "\"" + field + "\": \"" + "x".repeat(limit) + "\"}"))
                        .getStatusCode())
                .isEqualTo(201);
        APIGatewayV2HTTPResponse beyond = catalog.ask(
                ADMIN.post("/catalog/" + kind, "{" + rest + "\"" + field + "\": \"" + "x".repeat(limit + 1) + "\"}"));
        assertThat(beyond.getStatusCode()).isEqualTo(400);
        assertThat(json(beyond).get("message").textValue()).startsWith(field + " must be at most " + limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "é", "a\u0001"})
    void aKeyOfAnotherShapeIsRefused(String key) {
        assertThat(catalog.ask(ADA.with("idempotency-key", key).post("/catalog/profiles", "{}"))
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(catalog.ask(ADA.with("idempotency-key", "k".repeat(256)).post("/catalog/profiles", "{}"))
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(catalog.ask(ADA.with("idempotency-key", "k".repeat(255)).post("/catalog/profiles", "{}"))
                        .getStatusCode())
                .isEqualTo(201);
    }

    @Test
    void aBodyInBase64IsTheSameBody() {
        APIGatewayV2HTTPEvent event = ADMIN.post(
                "/catalog/profiles",
                Base64.getEncoder()
                        .encodeToString("{\"id\": \"me\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);

        assertThat(json(catalog.ask(event)).get("id").textValue()).isEqualTo("me");
    }
}
