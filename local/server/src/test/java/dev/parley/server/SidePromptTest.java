package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.NewSession;
import dev.parley.chat.References;
import dev.parley.chat.SidePrompt;
import dev.parley.chat.SidePrompt.Changes;
import dev.parley.server.OpenServer.Visitor;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /sessions/chat` in a session with a model, prompt, pre- and post-prompt of its own: what the model is
/// told.
class SidePromptTest {
    private static final OpenServer SERVER = OpenServer.start();
    private static final String ROLEPLAY =
            "You are roleplaying as the character described. Stay in character at all times.";
    private static final String HELPFUL = "You are a helpful assistant. Answer briefly and to the point.";
    private static final String HAL = "The computer of the spaceship Discovery One, calm and never mistaken.";
    private static final String PRE = "Remember to talk like HAL 9000.";
    /// Blanks and marks are to be told as they were stored.
    private static final String POST = " Always be <slightly> ominous.\n";

    private final Visitor visitor = SERVER.visitor();
    private final ChatbotUser ada = visitor.user();

    @BeforeAll
    static void makeAModel() {
        ChatbotUser.admin(SERVER.server())
                .api()
                .post("/catalog/models", "{\"id\": \"short\", \"max_tokens\": 77}")
                .as(201);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theModelIsToldPromptDescriptionPrePromptAndLastThePostPrompt() {
        String id = SERVER.create(visitor, ofItsOwn("hal_9000", on(PRE), on(POST), 1));
        ada.chat(id, "Open the doors").as(200);

        JsonNode call = visitor.asked("Open the doors").getFirst();
        assertThat(system(call)).containsExactly(ROLEPLAY, HAL, PRE);
        assertThat(visitor.blocks("Open the doors")).containsExactly("Open the doors", POST);
        assertThat(maxTokens(call)).isEqualTo(77);
        assertThat(ada.contents(id)).containsExactly("Open the doors", "You said: Open the doors");
    }

    @Test
    void whereTheSessionNamesNoPromptTheDescriptionIsNotTold() {
        String id = SERVER.create(visitor, session(to("support"), on(PRE), on(POST), 1));
        ada.chat(id, "Help").as(200);

        JsonNode call = visitor.asked("Help").getFirst();
        assertThat(system(call)).containsExactly(HELPFUL, PRE);
        assertThat(visitor.blocks("Help")).containsExactly("Help", POST);
        assertThat(maxTokens(call)).isEqualTo(1_024);
    }

    @Test
    void sidePromptsThatAreOffLeaveNoTrace() {
        String id = SERVER.create(visitor, ofItsOwn("hal_9000", off(PRE), off(POST), 1));
        ada.chat(id, "Without them").as(200);

        JsonNode call = visitor.asked("Without them").getFirst();
        assertThat(system(call)).containsExactly(ROLEPLAY, HAL);
        assertThat(visitor.blocks("Without them")).containsExactly("Without them");
        assertThat(call.has("requestMetadata")).isFalse();
        assertThat(call.toString()).doesNotContain("ominous").doesNotContain(PRE);
    }

    @Test
    void whatIsChangedCountsFromTheNextTurn() {
        String id = SERVER.create(visitor, ofItsOwn("hal_9000", SidePrompt.NONE, off(POST), 1));
        ada.chat(id, "before the change").as(200);
        SERVER.change(
                visitor,
                id,
                DetailChanges.telling(
                        new Changes(Change.set("new pre"), Change.keep()),
                        new Changes(Change.keep(), Change.set(true))));
        ada.chat(id, "after the change").as(200);
        SERVER.change(visitor, id, DetailChanges.telling(new Changes(Change.clear(), Change.keep()), Changes.NONE));
        ada.chat(id, "after the clearing").as(200);

        assertThat(system(visitor.asked("before the change").getFirst())).containsExactly(ROLEPLAY, HAL);
        assertThat(visitor.blocks("before the change")).containsExactly("before the change");
        JsonNode changed = visitor.asked("after the change").getFirst();
        assertThat(system(changed)).containsExactly(ROLEPLAY, HAL, "new pre");
        assertThat(visitor.blocks("after the change")).containsExactly("after the change", POST);
        assertThat(ChatbotUser.texts(changed.path("messages").path(0).path("content"), "text"))
                .containsExactly("before the change");
        assertThat(system(visitor.asked("after the clearing").getFirst())).containsExactly(ROLEPLAY, HAL);
        assertThat(visitor.blocks("after the clearing")).containsExactly("after the clearing", POST);
    }

    @Test
    void passagesStandBeforeTheTextAndThePostPromptBehindIt() {
        String id = SERVER.create(visitor, ofItsOwn("agent123", on(PRE), on(POST), 2));
        ada.chat(id, "A question").as(200);

        assertThat(visitor.blocks("A question")).hasSize(4).endsWith("A question", POST);
        assertThat(visitor.blocks("A question").subList(0, 2)).allMatch(block -> block.startsWith("<passage>"));
        assertThat(ada.contents(id)).containsExactly("A question", "You said: A question");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!throttle", "!empty", "!reset", "!error 503"})
    void theModelMayFailAmongPassagesAndPostPrompt(String failure) {
        for (String assistant : List.of("hal_9000", "agent123")) {
            String id = SERVER.create(visitor, ofItsOwn(assistant, on(PRE), on(POST), 2));
            ada.chat(id, failure).as(500);
            assertThat(ada.contents(id)).containsExactly(failure);
            ada.chat(id, "after " + failure).as(200);
            assertThat(ada.contents(id)).containsExactly(failure, "after " + failure, "You said: after " + failure);
        }
    }

    @Test
    void aPostPromptThatReadsLikeASwitchIsNone() {
        String id = SERVER.create(visitor, ofItsOwn("hal_9000", SidePrompt.NONE, on("!error 500"), 1));
        ada.chat(id, "all is well").as(200);
        assertThat(ada.contents(id)).containsExactly("all is well", "You said: all is well");
    }

    /// A session that names a model and a prompt beside the assistant's.
    private static NewSession ofItsOwn(String assistant, SidePrompt pre, SidePrompt post, int passages) {
        References own =
                new References(new AssistantId(assistant), null, new ModelId("short"), new PromptId("basic_roleplay"));
        return session(own, pre, post, passages);
    }

    private static NewSession session(References references, SidePrompt pre, SidePrompt post, int passages) {
        return new NewSession(references, true, null, new Details(null, null, pre, post, null, null), passages);
    }

    private static References to(String assistant) {
        return new References(new AssistantId(assistant), null, null, null);
    }

    private static SidePrompt on(String text) {
        return new SidePrompt(text, null);
    }

    private static SidePrompt off(String text) {
        return new SidePrompt(text, false);
    }

    private static List<String> system(JsonNode call) {
        return ChatbotUser.texts(call.path("system"), "text");
    }

    private static int maxTokens(JsonNode call) {
        return call.path("inferenceConfig").path("maxTokens").asInt();
    }
}
