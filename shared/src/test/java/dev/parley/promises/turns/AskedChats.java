package dev.parley.promises.turns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.bedrock.BedrockReplyModel;
import dev.parley.chat.Answering;
import dev.parley.chat.Assistant;
import dev.parley.chat.Caller;
import dev.parley.chat.Card;
import dev.parley.chat.Chats;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.InMemoryChatStore;
import dev.parley.chat.Kind;
import dev.parley.chat.MemoryCatalogStore;
import dev.parley.chat.Model;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Pace;
import dev.parley.chat.Prompt;
import dev.parley.chat.References;
import dev.parley.chat.Retriever;
import dev.parley.chat.Session;
import dev.parley.chat.TokenBudget;
import dev.parley.chat.UserId;
import dev.parley.standins.HandClock;
import dev.parley.standins.InProcessBedrock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/// Chats as a function has them, whose model is asked by the real SDK in the real bytes, but within this process,
/// and whose store is the reference that every store is measured against.
final class AskedChats implements AutoCloseable {
    static final Caller ADA = new Caller(new UserId("ada"), false);
    static final String PROMPT = "You are a detective.";

    final HandClock clock = new HandClock();
    /// What the knowledge base finds from now on, whatever is looked up.
    List<String> passages = new ArrayList<>();
    /// How much of a conversation the model holds in the session that was begun last.
    int contextTokens;

    private final InProcessBedrock bedrock = new InProcessBedrock();
    private final BedrockRuntimeClient client = BedrockRuntimeClient.builder()
            .httpClient(bedrock)
            .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    private final MemoryCatalogStore catalog = new MemoryCatalogStore(clock);
    private final Map<AssistantId, Integer> contexts = new HashMap<>();
    private InMemoryChatStore store = new InMemoryChatStore(clock);

    AskedChats() {
        PromptId prompt = new PromptId("prompt");
        catalog.create(Kind.PROMPT, number -> new Prompt(prompt, number, null, PROMPT), ADA.user(), Once.ALWAYS);
    }

    /// Adds an assistant whose model has a context of so many tokens.
    AssistantId assistant(String id, int contextTokens) {
        ModelId model = new ModelId(id);
        AssistantId assistant = new AssistantId(id);
        Card card = new Card(id, null, "Not told: the session names no prompt of its own.", null);
        catalog.create(
                Kind.MODEL,
                number -> new Model(model, number, null, null, "model", contextTokens, 100_000, null),
                ADA.user(),
                Once.ALWAYS);
        catalog.create(
                Kind.ASSISTANT,
                number -> new Assistant(assistant, number, card, model, new PromptId("prompt"), "handbook", null),
                ADA.user(),
                Once.ALWAYS);
        contexts.put(assistant, contextTokens);
        return assistant;
    }

    /// A session with no turns yet; the ones before it are forgotten.
    StoredTurns begin(AssistantId assistant, Details details) {
        store = new InMemoryChatStore(clock);
        contextTokens = Optional.ofNullable(contexts.get(assistant)).orElseThrow();
        NewSession draft = new NewSession(new References(assistant, null, null, null), true, null, details, 5);
        Session session = chats().create(ADA, draft, Once.ALWAYS, Excerpt.NONE).session();
        return new StoredTurns(store, clock, session);
    }

    /// What the model answers to the text in that session.
    String chat(StoredTurns turns, String text, Once once) {
        return chats().chat(ADA, turns.session().id(), text, once).said().text();
    }

    /// The newest request that the model got.
    JsonNode request() {
        return bedrock.lastRequest();
    }

    @Override
    public void close() {
        client.close();
    }

    private Chats chats() {
        BedrockReplyModel model = new BedrockReplyModel(client, "stack-model", clock);
        Retriever found = (_, _, most, _) -> passages.subList(0, Math.min(most, passages.size()));
        Answering answering = Answering.whole(model, found, TokenBudget.NONE);
        return new Chats(store, catalog, answering, Pace.of(clock));
    }
}
