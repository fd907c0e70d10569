package dev.parley.dynamodb;

import dev.parley.chat.Allowance;
import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Chunk;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Message;
import dev.parley.chat.Metadata;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.Session;
import dev.parley.chat.Session.Tally;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.SidePrompt;
import dev.parley.chat.Status;
import dev.parley.chat.Times;
import dev.parley.chat.Turn;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import dev.parley.chat.Window;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A table with one owner's sessions, and what of them is there.
record SweptTable(String name, DynamoChatStore store) {
    private static final UserId OWNER = new UserId("ada");
    private static final AssistantId ASSISTANT = new AssistantId("support");
    private static final DynamoDbClient CLIENT = LocalDynamoDb.shared().client();

    static SweptTable fresh() {
        return new SweptTable(LocalDynamoDb.shared().freshTableWithoutStream(Template.ofProject()));
    }

    private SweptTable(String name) {
        this(name, new DynamoChatStore(CLIENT, name, new Patience(new HandClock(), Duration.ofSeconds(10), _ -> {})));
    }

    /// A session with details and that many messages, which are put there by themselves.
    Session session(int messages) {
        long number = store.nextNumber(OWNER);
        Session session = new Session(
                SessionId.of(OWNER, number),
                OWNER,
                number,
                Status.ACTIVE,
                "A title",
                new References(ASSISTANT, null, null, null),
                Times.beginning(HandClock.START),
                new Tally(messages, messages),
                new Details(new Metadata("{}"), null, SidePrompt.NONE, SidePrompt.NONE, null, null),
                0);
        store.create(session, Once.ALWAYS);
        List<WriteRequest> puts = IntStream.rangeClosed(1, messages)
                .mapToObj(seq -> Items.message(
                        session.id(), new Message(seq, Utterance.ofUser("m"), HandClock.START, null, null)))
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        write(puts);
        return session;
    }

    /// Has a streamed turn of the session keep that many chunks.
    void keepChunks(Session session, int chunks) {
        Turn turn = store.take(
                session,
                Utterance.ofUser("question"),
                new Lease(HandClock.START, Duration.ofSeconds(32), true, _ -> Allowance.UNLIMITED),
                Once.ALWAYS);
        IntStream.rangeClosed(1, chunks).forEach(end -> store.keep(turn, new Chunk(end, "c")));
    }

    void removeHeader(Session session) {
        remove(Keys.header(session.id()));
    }

    void removeMessages(Session session, int first, int last) {
        IntStream.rangeClosed(first, last).forEach(seq -> remove(Keys.message(session.id(), seq)));
    }

    /// The sort keys of what is left of a session.
    List<String> sorts(Session session) {
        return CLIENT
                .queryPaginator(query -> query.tableName(name)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", Attributes.text(Keys.session(session.id())))))
                .items()
                .stream()
                .map(item -> EnhancedDocument.fromAttributeValueMap(item).getString(Attributes.SK))
                .toList();
    }

    Map<String, AttributeValue> item(Session session, String sort) {
        ItemKey key = new ItemKey(Keys.session(session.id()), sort);
        return CLIENT.getItem(get -> get.tableName(name).key(Attributes.key(key)))
                .item();
    }

    /// How many sessions the owner has with the assistant, and in all.
    String counts() {
        return count(ASSISTANT) + " of " + count(null);
    }

    private long count(@Nullable AssistantId assistant) {
        SessionFilter filter = new SessionFilter(assistant, null, null, null, null, null);
        return store.list(OWNER, filter, new Window(0, 1)).total();
    }

    private void remove(ItemKey key) {
        CLIENT.deleteItem(delete -> delete.tableName(name).key(Attributes.key(key)));
    }

    private void write(List<WriteRequest> puts) {
        for (int start = 0; start < puts.size(); start += BatchDeletes.MOST) {
            List<WriteRequest> batch = puts.subList(start, Math.min(start + BatchDeletes.MOST, puts.size()));
            CLIENT.batchWriteItem(request -> request.requestItems(Map.of(name, batch)));
        }
    }
}
