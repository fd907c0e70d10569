package dev.parley.dynamodb;

import dev.parley.chat.Answer;
import dev.parley.chat.ChatStore;
import dev.parley.chat.Chunk;
import dev.parley.chat.Conversation;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Listed;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.Order;
import dev.parley.chat.Page;
import dev.parley.chat.Receipt;
import dev.parley.chat.Retention;
import dev.parley.chat.Roster;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.StreamedTurn;
import dev.parley.chat.Stretch;
import dev.parley.chat.Turn;
import dev.parley.chat.Usage;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import dev.parley.chat.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Sessions and messages in the DynamoDB table that template.yaml declares.
///
/// A session is a header, its details and one item a message, so an append costs the same at any length.
public final class DynamoChatStore implements ChatStore {
    private final DynamoDbClient client;
    private final String table;
    private final Patience patience;
    private final Numbers numbers;
    private final SessionReads reads;
    private final SessionLists lists;
    private final SessionWrites writes;
    private final SessionUpdates updates;
    private final StreamedTurns streams;
    private final TurnStarts starts;
    private final TurnEnds ends;

    /// A store that keeps sessions until somebody deletes them.
    public DynamoChatStore(DynamoDbClient client, String table, Patience patience) {
        this(client, table, patience, Retention.FOREVER);
    }

    public DynamoChatStore(DynamoDbClient client, String table, Patience patience, Retention retention) {
        Transactions transactions = new Transactions(client, patience);
        Writes steps = new Writes(table);
        Headers headers = new Headers(steps, retention, patience.clock());
        this.client = client;
        this.table = table;
        this.patience = patience;
        this.numbers = new Numbers(client, table, patience);
        this.reads = new SessionReads(client, table, patience.clock());
        this.lists = new SessionLists(client, table, patience);
        this.writes = new SessionWrites(steps, headers, transactions, patience);
        Endings endings = new Endings(steps, headers);
        this.streams = new StreamedTurns(headers, transactions, endings, patience, new ChunkItems(client, table));
        this.updates = new SessionUpdates(steps, headers, transactions, streams, patience);
        this.starts = new TurnStarts(steps, headers, transactions, streams, patience);
        this.ends = new TurnEnds(steps, headers, transactions, endings, patience);
    }

    @Override
    public long nextNumber(UserId owner) {
        return numbers.next(Keys.lastNumber(owner));
    }

    @Override
    public SessionId create(Session session, Once once) {
        return writes.create(session, once);
    }

    @Override
    public Optional<Receipt> receipt(UserId owner, Once.Keyed once) {
        return Receipts.find(
                client, table, Keys.once(owner, once.key()), patience.clock().instant());
    }

    @Override
    public Optional<Conversation> find(SessionId id, Excerpt excerpt) {
        FoundSession.Sight sight = reads.see(id, excerpt);
        boolean changed = sight.header().filter(streams::endInterrupted).isPresent();
        return changed ? reads.find(id, excerpt, true) : sight.conversation();
    }

    @Override
    public List<Message> messages(SessionId id, Stretch stretch) {
        return reads.messages(id, stretch);
    }

    @Override
    public List<Message> newest(SessionId id, int last, Session.Tally tally, int tokens) {
        return reads.newest(id, last, tally, tokens);
    }

    @Override
    public Page<Listed> list(UserId owner, SessionFilter filter, Window window) {
        return lists.list(owner, filter, window);
    }

    @Override
    public List<Listed> roster(Roster roster, Order order, Window window) {
        return lists.roster(roster, order, window);
    }

    @Override
    public List<Conversation> open(List<SessionId> ids, Excerpt excerpt) {
        return reads.open(ids, excerpt);
    }

    @Override
    public int append(Session seen, Utterance said, Instant now, Once once) {
        return writes.append(seen, said, now, once);
    }

    @Override
    public Turn take(Session seen, Utterance said, Lease lease, Once once) {
        return starts.take(seen, said, lease, once);
    }

    @Override
    public Turn retake(Session seen, int asked, Lease lease, Once once) {
        return starts.retake(seen, asked, lease, once);
    }

    @Override
    public boolean renew(Turn turn, Instant end) {
        return streams.renew(turn, end);
    }

    @Override
    public void keep(Turn turn, Chunk chunk) {
        streams.keep(turn, chunk);
    }

    @Override
    public Optional<StreamedTurn> streamed(SessionId id) {
        return streams.last(() -> reads.header(id));
    }

    @Override
    public List<Chunk> chunks(SessionId id, String turn, int after) {
        return streams.chunks(id, turn, after);
    }

    @Override
    public void stop(SessionId id, UserId owner, Instant now) {
        streams.stop(id, owner, now);
    }

    @Override
    public Message giveBack(Turn turn, Answer answer, Instant now) {
        return ends.giveBack(turn, answer, now);
    }

    @Override
    public void giveUp(Turn turn, String reason, Usage usage) {
        ends.giveUp(turn, reason, usage);
    }

    @Override
    public void update(SessionId id, UserId owner, SessionChanges changes, Instant now) {
        updates.update(id, owner, changes, now, () -> session(id));
    }

    @Override
    public void end(SessionId id, UserId owner, Instant now) {
        updates.end(id, owner, now);
    }

    @Override
    public void delete(Session seen) {
        writes.delete(seen);
    }

    private Optional<Session> session(SessionId id) {
        return find(id, Excerpt.NONE).map(Conversation::session);
    }
}
