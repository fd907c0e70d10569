package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.NewSession;
import dev.parley.chat.References;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.OpenServer.Visitor;
import dev.parley.standins.Gate;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /sessions/chat` where the assistant has a knowledge base: what is looked up, and what the model is given
/// of it.
class KnowledgeBaseTest {
    private static final OpenServer SERVER = OpenServer.start();
    private static final ChatbotUser ADMIN = ChatbotUser.admin(SERVER.server());
    private static final String DEPOSIT =
            "<passage>A deposit of fifty euros is taken for every telescope and paid back on return.</passage>";
    private static final String CLEANING =
            "<passage>Lenses and mirrors are cleaned by the library only; please use no cloth and no water.</passage>";

    private final Visitor visitor = SERVER.visitor();
    private final ChatbotUser ada = visitor.user();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void withoutAnotherWishOnePassageIsQuotedBeforeTheNewestText() {
        String id = ada.create("agent123", "default");
        String asked = "Which deposit is taken?";
        ada.chat(id, asked).as(200);

        assertThat(visitor.blocks(asked)).containsExactly(DEPOSIT, asked);
        assertThat(visitor.asked(asked).getFirst().has("requestMetadata")).isFalse();
        assertThat(visitor.lookedUp(asked))
                .hasSize(1)
                .allSatisfy(call -> assertThat(wanted(call)).isOne());
    }

    @Test
    void asManyPassagesAreGivenAsTheSessionWants() {
        String id = SERVER.create(visitor, wanting(3, "agent123"));
        String asked = "Is a deposit taken for a cloth?";
        ada.chat(id, asked).as(200);

        assertThat(visitor.blocks(asked))
                .hasSize(4)
                .startsWith(DEPOSIT)
                .endsWith(asked)
                .allMatch(block -> block.equals(asked) || block.matches("<passage>[^<>]+</passage>"))
                .doesNotHaveDuplicates();
        assertThat(wanted(visitor.lookedUp(asked).getFirst())).isEqualTo(3);
    }

    @Test
    void moreThanTheKnowledgeBaseHoldsIsAllOfIt() {
        String id = SERVER.create(visitor, wanting(100, "agent123"));
        ada.chat(id, "everything").as(200);

        assertThat(visitor.blocks("everything")).hasSize(11).endsWith("everything");
    }

    @Test
    void passagesAreGivenWithTheNewestTextOnlyAndAreNotStored() {
        String id = ada.create("agent123", "default");
        ada.chat(id, "Which deposit is due?").as(200);
        ada.chat(id, "Who cleans lenses?").as(200);

        JsonNode messages = visitor.asked("Who cleans lenses?").getFirst().path("messages");
        assertThat(ChatbotUser.texts(messages.path(0).path("content"), "text"))
                .containsExactly("Which deposit is due?");
        assertThat(ChatbotUser.texts(messages.path(1).path("content"), "text"))
                .containsExactly("You said: Which deposit is due?");
        assertThat(visitor.blocks("Who cleans lenses?")).containsExactly(CLEANING, "Who cleans lenses?");
        assertThat(ada.contents(id))
                .containsExactly(
                        "Which deposit is due?",
                        "You said: Which deposit is due?",
                        "Who cleans lenses?",
                        "You said: Who cleans lenses?");
    }

    @Test
    void passagesStandBehindWhatTheUserSaidBefore() {
        String id = ada.create("agent123", "default");
        ada.say(id, "user", "By the way,").as(200);
        ada.chat(id, "what deposit?").as(200);

        assertThat(visitor.blocks("what deposit?")).containsExactly("By the way,", DEPOSIT, "what deposit?");
    }

    @Test
    void anAssistantWithoutAKnowledgeBaseLooksNothingUp() {
        String id = SERVER.create(visitor, wanting(3, "support"));
        ada.chat(id, "nothing to look up").as(200);

        assertThat(visitor.blocks("nothing to look up")).containsExactly("nothing to look up");
        assertThat(visitor.lookedUp("nothing to look up")).isEmpty();
    }

    @Test
    void passagesTakeWhatTheTextLeavesOfTheContextAndHistoryTheRest() {
        ADMIN.api()
                .post("/catalog/models", "{\"id\": \"small\", \"context_tokens\": 100}")
                .as(201);
        assistant("narrow", "\"model_id\": \"small\", \"knowledge_base_id\": \"kb-local\"");
        String id = SERVER.create(visitor, wanting(3, "narrow"));
        String full = "deposit ".repeat(50);
        ada.chat(id, full).as(200);
        assertThat(visitor.blocks(full)).containsExactly(full);

        // 70 tokens; the passage is 98 bytes, 25 tokens: a second one does not fit, nor does the last turn.
        String long70 = "deposit ".repeat(35);
        ada.chat(id, long70).as(200);
        assertThat(visitor.asked(long70).getFirst().path("messages")).hasSize(1);
        assertThat(visitor.blocks(long70)).containsExactly(DEPOSIT, long70);
    }

    @Test
    void whenTheKnowledgeBaseFailsTheMessageStaysAndTheNextTurnWorks() {
        assistant("lost", "\"model_id\": \"nova-lite\"");
        SERVER.pointToNowhere("lost");
        String id = ada.create("lost", "default");
        assertThat(ada.chat(id, "Is there a deposit at all?").as(500))
                .hasToString("{\"success\":false,\"message\":\"The chatbot could not answer; your message is kept\"}");
        assertThat(ada.contents(id)).containsExactly("Is there a deposit at all?");
        assertThat(visitor.lookedUp("Is there a deposit at all?")).hasSize(1);
        assertThat(visitor.asked("Is there a deposit at all?")).isEmpty();
        assertThat(SERVER.failures(visitor, id))
                .containsExactly("knowledge base: status 404 ResourceNotFoundException");

        ADMIN.api()
                .put("/catalog/assistants/lost", "{\"knowledge_base_id\": \"kb-local\"}")
                .as(200);
        ada.chat(id, "Is a deposit taken?").as(200);
        assertThat(visitor.blocks("Is a deposit taken?"))
                .containsExactly("Is there a deposit at all?", DEPOSIT, "Is a deposit taken?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!throttle", "!empty", "!reset", "!error 503"})
    void theModelMayFailThoughThereArePassages(String failure) {
        String id = ada.create("agent123", "default");
        ada.chat(id, failure).as(500);
        ada.chat(id, "next after " + failure).as(200);
        assertThat(ada.contents(id))
                .containsExactly(failure, "next after " + failure, "You said: next after " + failure);
    }

    @Test
    void aRefusedTakeLooksNothingUp() {
        String id = ada.create("agent123", "default");
        try (Gate gate = SERVER.server().model().orElseThrow().gate("long in coming")) {
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> ada.chat(id, "long in coming"));
            ChatbotUser.await(() -> !visitor.asked("long in coming").isEmpty());
            ada.chat(id, "refused while another runs").as(409);
            gate.open();
            first.join().as(200);
        }
        ada.end(id).as(200);
        ada.chat(id, "refused at the end").as(404);

        assertThat(visitor.lookedUp("long in coming")).hasSize(1);
        assertThat(visitor.lookedUp("refused while another runs")).isEmpty();
        assertThat(visitor.lookedUp("refused at the end")).isEmpty();
    }

    @Test
    void aRepeatedTurnLooksNothingUpAgain() {
        String id = ada.create("agent123", "default");
        once(id, "asked once").as(200);
        once(id, "asked once").as(200);

        assertThat(visitor.lookedUp("asked once")).hasSize(1);
    }

    @Test
    void aTurnThatIsTakenUpAgainIsGivenPassagesToo() {
        String id = ada.create("agent123", "default");
        once(id, "!error 502").as(500);
        once(id, "!error 502").as(500);

        assertThat(visitor.lookedUp("!error 502")).hasSize(2);
        assertThat(visitor.asked("!error 502")).hasSize(2);
        assertThat(visitor.blocks("!error 502")).hasSize(2);
        assertThat(ada.contents(id)).containsExactly("!error 502");
    }

    @Test
    void aSessionOfAChatflowAnswersOnlyIfThatIsInTheCatalog() {
        String known = SERVER.create(visitor, ofChatflow("chatflow-guid-12345"));
        String unknown = SERVER.create(visitor, ofChatflow("chatflow-of-another-system"));
        ada.chat(known, "hello chatflow").as(200);
        ada.chat(unknown, "hello chatflow").as(404);
        assertThat(ada.contents(unknown)).isEmpty();
    }

    @Test
    void aSessionWithoutAnAssistantDoesNotAnswer() {
        String id = SERVER.create(visitor, new NewSession(References.NONE, "Only a title"));
        ada.chat(id, "hello nobody").as(404);
        assertThat(ada.contents(id)).isEmpty();
    }

    private Answer once(String id, String content) {
        return ada.api().postOnce("key", "/sessions/chat?sessionId=" + id, ChatbotUser.content(content));
    }

    private static void assistant(String id, String fields) {
        ADMIN.api()
                .post("/catalog/assistants", "{\"id\": \"" + id + "\", \"name\": \"N\", " + fields + "}")
                .as(201);
    }

    private static NewSession wanting(int passages, String assistant) {
        return new NewSession(referring(assistant), true, null, Details.NONE, passages);
    }

    private static NewSession ofChatflow(String chatflow) {
        return new NewSession(referring(chatflow), false, null, Details.NONE, 1);
    }

    private static References referring(String assistant) {
        return new References(new AssistantId(assistant), null, null, null);
    }

    private static int wanted(JsonNode retrieve) {
        return retrieve.path("retrievalConfiguration")
                .path("vectorSearchConfiguration")
                .path("numberOfResults")
                .asInt();
    }
}
