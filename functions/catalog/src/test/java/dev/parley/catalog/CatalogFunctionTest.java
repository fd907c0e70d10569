package dev.parley.catalog;

import static dev.parley.catalog.LocalCatalog.answers;
import static dev.parley.catalog.LocalCatalog.json;
import static dev.parley.catalog.LocalCatalog.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.annotations.Event;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class CatalogFunctionTest {
    private static final Ask ADMIN = Ask.asAdmin();
    private static final Ask ADA = Ask.as("ada");

    private final LocalCatalog catalog = new LocalCatalog();

    @Test
    void itsRoutesAreTheTemplates() {
        assertThat(Template.ofProject().routes().stream()
                        .filter(route -> route.handler().startsWith(CatalogFunction.class.getName()))
                        .map(route -> route.method() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(catalog.function().routes());
    }

    @ParameterizedTest
    @Event(value = "events/catalog/create.json", type = APIGatewayV2HTTPEvent.class)
    void theCreateEventMakesAnAssistant(APIGatewayV2HTTPEvent event) {
        answers(catalog.ask(event), 201, """
            {"id": "watson", "number": 1, "name": "John Watson", "label": "Dr Watson",
             "description": "A doctor, and the chronicler of his friend's cases", "avatar_image": null,
             "model_id": null, "prompt_id": null, "knowledge_base_id": null,
             "greeting": "Good morning. How may I help?"}\
            """);
    }

    @ParameterizedTest
    @Event(value = "events/catalog/get.json", type = APIGatewayV2HTTPEvent.class)
    void theGetEventShowsAnAssistant(APIGatewayV2HTTPEvent event) {
        catalog.ask(ADMIN.post("/catalog/assistants", "{\"id\": \"watson\", \"name\": \"John Watson\"}"));

        assertThat(json(catalog.ask(event)).get("name").textValue()).isEqualTo("John Watson");
    }

    @ParameterizedTest
    @Event(value = "events/catalog/update.json", type = APIGatewayV2HTTPEvent.class)
    void theUpdateEventChangesWhatItNames(APIGatewayV2HTTPEvent event) {
        catalog.ask(ADMIN.post("/catalog/assistants", "{\"id\": \"watson\", \"name\": \"John Watson\"}"));

        answers(catalog.ask(event), 200, """
            {"id": "watson", "number": 1, "name": "John Watson", "label": null,
             "description": "A doctor, late of the Army Medical Department", "avatar_image": null,
             "model_id": null, "prompt_id": null, "knowledge_base_id": null, "greeting": null}\
            """);
    }

    @ParameterizedTest
    @Event(value = "events/catalog/delete.json", type = APIGatewayV2HTTPEvent.class)
    void theDeleteEventRemovesTheAssistant(APIGatewayV2HTTPEvent event) {
        catalog.ask(ADMIN.post("/catalog/assistants", "{\"id\": \"watson\"}"));

        APIGatewayV2HTTPResponse deleted = catalog.ask(event);
        assertThat(deleted.getStatusCode()).isEqualTo(204);
        assertThat(deleted.getBody()).isNull();
        answers(catalog.ask(event), 404, "{\"message\": \"Assistant not found\"}");
    }

    @ParameterizedTest
    @Event(value = "events/catalog/list.json", type = APIGatewayV2HTTPEvent.class)
    void theListEventShowsAPage(APIGatewayV2HTTPEvent event) {
        answers(catalog.ask(event), 200, """
            {"items": [], "pagination": {"page": 1, "per_page": 20, "total_items": 0, "total_pages": 1}}\
            """);
    }

    @Test
    void everyKindIsShownWithAllItsFields() {
        answers(catalog.ask(ADMIN.post("/catalog/models", """
            {"id": "gpt-4", "label": "gpt-4", "bedrock_model_id": "amazon.nova-lite-v1:0", "temperature": 0.7}\
            """)), 201, """
            {"id": "gpt-4", "number": 1, "label": "gpt-4", "description": null,
             "bedrock_model_id": "amazon.nova-lite-v1:0", "context_tokens": 8000, "max_tokens": 1024,
             "temperature": 0.7}\
            """);
        answers(
                catalog.ask(ADMIN.post("/catalog/prompts", "{\"id\": \"p\", \"content\": \"Play a role. 🎭\"}")),
                201,
                """
                {"id": "p", "number": 1, "label": null, "content": "Play a role. 🎭"}\
                """);
        answers(catalog.ask(ADMIN.post("/catalog/profiles", "{\"id\": \"d\", \"name\": \"Detective\"}")), 201, """
            {"id": "d", "number": 1, "name": "Detective", "label": null, "avatar_image": null,
             "description": null}\
            """);
        answers(catalog.ask(ADMIN.post("/catalog/assistants", """
            {"id": "a", "model_id": "gpt-4", "prompt_id": "p", "knowledge_base_id": "KB1"}\
            """)), 201, """
            {"id": "a", "number": 1, "name": null, "label": null, "description": null, "avatar_image": null,
             "model_id": "gpt-4", "prompt_id": "p", "knowledge_base_id": "KB1", "greeting": null}\
            """);
    }

    @Test
    void pagesFollowOneAnother() {
        IntStream.range(0, 5)
                .forEach(i ->
                        catalog.ask(ADMIN.post("/catalog/prompts", "{\"content\": \"text\", \"id\": \"p" + i + "\"}")));

        JsonNode page = json(catalog.ask(ADA.get("/catalog/prompts?page=2&per_page=2")));
        assertThat(page.findValuesAsText("id")).containsExactly("p2", "p3");
        assertThat(page.get("pagination")).isEqualTo(tree("""
            {"page": 2, "per_page": 2, "total_items": 5, "total_pages": 3}\
            """));
        assertThat(json(catalog.ask(ADA.get("/catalog/prompts?page=9&per_page=1000000")))
                        .get("items"))
                .isEmpty();
    }

    @Test
    void anUpdateSetsClearsAndKeeps() {
        catalog.ask(ADMIN.post(
                "/catalog/models", "{\"id\": \"m\", \"label\": \"a\", \"description\": \"b\", \"max_tokens\": 5}"));
        String shown = catalog.ask(ADMIN.get("/catalog/models/m")).getBody();

        assertThat(catalog.ask(ADMIN.put("/catalog/models/m", "{}")).getBody()).isEqualTo(shown);
        assertThat(catalog.ask(ADMIN.put("/catalog/models/m", "{\"id\": \"other\", \"number\": 9, \"owner\": \"x\"}"))
                        .getBody())
                .isEqualTo(shown);
        answers(
                catalog.ask(
                        ADMIN.put("/catalog/models/m", "{\"label\": null, \"temperature\": 0, \"max_tokens\": null}")),
                200,
                """
                {"id": "m", "number": 1, "label": null, "description": "b", "bedrock_model_id": null,
                 "context_tokens": 8000, "max_tokens": 1024, "temperature": 0.0}\
                """);
    }

    @Test
    void othersThanAdministratorsWriteNothingShared() {
        catalog.ask(ADMIN.post("/catalog/prompts", "{\"id\": \"p\", \"content\": \"text\"}"));

        for (APIGatewayV2HTTPEvent event : List.of(
                ADA.post("/catalog/prompts", "{\"content\": \"text\"}"),
                ADA.post("/catalog/prompts", "{}"),
                ADA.post("/catalog/models", "no JSON"),
                ADA.put("/catalog/prompts/p", "{}"),
                ADA.put("/catalog/prompts/p", "{\"content\": null}"),
                ADA.delete("/catalog/prompts/p"))) {
            answers(catalog.ask(event), 403, "{\"message\": \"Forbidden\"}");
        }
        assertThat(catalog.ask(ADA.get("/catalog/prompts/p")).getStatusCode()).isEqualTo(200);
    }

    @Test
    void aUsersProfileIsThatUsersAndTheAdministrators() {
        assertThat(catalog.ask(ADA.post("/catalog/profiles", "{\"id\": \"me\"}"))
                        .getStatusCode())
                .isEqualTo(201);

        answers(catalog.ask(ADA.post("/catalog/profiles", "{\"id\": \"me\"}")), 409, "{\"message\": \"id is taken\"}");
        assertThat(catalog.ask(Ask.as("bob").get("/catalog/profiles/me")).getStatusCode())
                .isEqualTo(404);
        assertThat(catalog.ask(Ask.as("bob").post("/catalog/profiles", "{\"id\": \"me\"}"))
                        .getStatusCode())
                .isEqualTo(201);
        assertThat(catalog.ask(ADMIN.put("/catalog/profiles/me", "{\"name\": \"Ada\"}"))
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(json(catalog.ask(ADA.get("/catalog/profiles/me")))
                        .get("name")
                        .textValue())
                .isEqualTo("Ada");
        assertThat(catalog.ask(ADA.delete("/catalog/profiles/me")).getStatusCode())
                .isEqualTo(204);
    }

    @Test
    void theSameKeyedRequestIsAnsweredAlike() {
        Ask keyed = ADA.with("Idempotency-Key", "key-1");
        String first = catalog.ask(keyed.post("/catalog/profiles", "{\"name\": \"Ada\"}"))
                .getBody();

        APIGatewayV2HTTPResponse again = catalog.ask(keyed.post("/catalog/profiles", "{\"name\": \"Ada\"}"));
        assertThat(again.getStatusCode()).isEqualTo(201);
        assertThat(again.getBody()).isEqualTo(first);
        answers(
                catalog.ask(keyed.post("/catalog/profiles", "{\"name\": \"Bob\"}")),
                400,
                "{\"message\": \"Idempotency-Key was used with another request\"}");
        catalog.ask(ADA.delete("/catalog/profiles/" + json(again).get("id").textValue()));
        assertThat(catalog.ask(keyed.post("/catalog/profiles", "{\"name\": \"Ada\"}"))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void twinsAtOnceMakeOneEntry() throws InterruptedException, ExecutionException {
        Ask keyed = ADMIN.with("idempotency-key", "key-1");
        List<Future<APIGatewayV2HTTPResponse>> twins = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, 20)
                    .forEach(_ -> twins.add(
                            threads.submit(() -> catalog.ask(keyed.post("/catalog/profiles", "{\"id\": \"me\"}")))));
        }

        List<String> answers = new ArrayList<>();
        for (Future<APIGatewayV2HTTPResponse> twin : twins) {
            assertThat(twin.get().getStatusCode()).isEqualTo(201);
            answers.add(twin.get().getBody());
        }
        assertThat(answers.stream().collect(Collectors.toUnmodifiableSet())).hasSize(1);
        assertThat(json(catalog.ask(ADMIN.get("/catalog/profiles")))
                        .at("/pagination/total_items")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aCallWithoutClaimsIsRefused() {
        APIGatewayV2HTTPEvent event = ADA.get("/catalog/prompts");
        event.getRequestContext().setAuthorizer(null);

        answers(catalog.ask(event), 401, "{\"message\": \"Unauthorized\"}");
    }

    @Test
    void aStoreOutOfReachIsOurFailureAndSaysNothingOfIt() {
        LocalCatalog unreachable = new LocalCatalog("http://127.0.0.1:1");
        APIGatewayV2HTTPResponse answer = unreachable.ask(ADA.get("/catalog/prompts/secret-id"));

        answers(answer, 500, "{\"message\": \"Internal Server Error\"}");
        assertThat(unreachable.logged())
                .singleElement()
                .asString()
                .contains(RecordingContext.REQUEST_ID)
                .doesNotContain("secret-id");
    }
}
