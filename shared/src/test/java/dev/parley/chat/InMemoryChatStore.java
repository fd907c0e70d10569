package dev.parley.chat;

import dev.parley.chat.Once.Keyed;
import dev.parley.chat.Refusal.Conflict;
import dev.parley.chat.Refusal.Conflict.Reason;
import dev.parley.chat.Refusal.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The reference that every other store is measured against: plain collections, one caller at a time.
public final class InMemoryChatStore implements ChatStore {
    private static final Duration RECEIPT_LIFE = Duration.ofHours(24);

    private static final Comparator<Session> OLDEST_FIRST = Comparator.comparing(
                    (Session session) -> session.times().createdAt())
            .thenComparingLong(Session::number);

    private final Clock clock;
    private final Map<UserId, Long> numbers = new HashMap<>();
    private final Map<SessionId, StoredSession> sessions = new HashMap<>();
    private final Map<ReceiptKey, StoredReceipt> receipts = new HashMap<>();
    private final UsedTokens tokens = new UsedTokens();
    private Retention retention = Retention.FOREVER;

    public InMemoryChatStore(Clock clock) {
        this.clock = clock;
    }

    /// This store, which from now on keeps what is changed so long.
    InMemoryChatStore keeping(Retention time) {
        retention = time;
        return this;
    }

    @Override
    public synchronized long nextNumber(UserId owner) {
        return numbers.merge(owner, 1L, Long::sum);
    }

    @Override
    public synchronized SessionId create(Session session, Once once) {
        Instant now = session.times().createdAt();
        Optional<Receipt> twin = twin(session.owner(), once, now);
        if (twin.isPresent()) {
            return new SessionId(twin.get().subject());
        }
        if (sessions.putIfAbsent(session.id(), new StoredSession(session, retention)) != null) {
            throw new IllegalStateException("the number was given out before");
        }
        record(session, once, 0, now);
        return session.id();
    }

    @Override
    public synchronized Optional<Receipt> receipt(UserId owner, Keyed once) {
        return live(owner, once, clock.instant());
    }

    @Override
    public synchronized Optional<Conversation> find(SessionId id, Excerpt excerpt) {
        return settled(id).map(stored -> stored.conversation(excerpt));
    }

    @Override
    public synchronized List<Message> messages(SessionId id, Stretch stretch) {
        List<Message> all = Optional.ofNullable(sessions.get(id)).stream()
                .flatMap(stored -> stored.messages.stream())
                .filter(message -> stretch.first() <= message.seq() && message.seq() <= stretch.last())
                .toList();
        return switch (stretch.from()) {
            case OLDEST -> StoredSession.upTo(stretch.bytes(), all);
            case NEWEST -> StoredSession.upTo(stretch.bytes(), all.reversed()).reversed();
        };
    }

    @Override
    public synchronized List<Message> newest(SessionId id, int last, Session.Tally tally, int tokens) {
        List<Message> newestFirst = new ArrayList<>();
        long sum = 0;
        for (Message message : messages(id, Stretch.all(1, last)).reversed()) {
            if (sum > tokens) {
                break;
            }
            newestFirst.add(message);
            sum += message.said().tokens();
        }
        return newestFirst.reversed();
    }

    @Override
    public synchronized Page<Listed> list(UserId owner, SessionFilter filter, Window window) {
        List<Listed> found = sessions.values().stream()
                .filter(this::isLive)
                .map(stored -> stored.session)
                .filter(session -> session.owner().equals(owner) && meets(session, filter))
                .sorted(OLDEST_FIRST.reversed())
                .map(InMemoryChatStore::listed)
                .toList();
        return new Page<>(part(found, window), window, found.size());
    }

    @Override
    public synchronized List<Listed> roster(Roster roster, Order order, Window window) {
        List<Session> found = sessions.values().stream()
                .filter(this::isLive)
                .map(stored -> stored.session)
                .filter(session -> isOn(roster, session))
                .sorted(comparator(roster, order))
                .toList();
        if (roster instanceof Roster.With && order.by() == Order.By.LAST_ACTIVE && found.size() > Roster.MOST_SORTED) {
            throw Roster.tooLongToSort();
        }
        return part(found.stream().map(InMemoryChatStore::listed).toList(), window);
    }

    private static boolean isOn(Roster roster, Session session) {
        return switch (roster) {
            case Roster.OfOwner(var owner) -> owner.equals(session.owner());
            case Roster.OfOwnerWith(var owner, var assistant) ->
                owner.equals(session.owner())
                        && assistant.equals(session.references().assistant());
            case Roster.With(var assistant) ->
                assistant.equals(session.references().assistant());
        };
    }

    private static Comparator<Session> comparator(Roster roster, Order order) {
        Comparator<Session> moment = Comparator.comparing(session -> switch (order.by()) {
            case CREATED -> session.times().createdAt();
            case LAST_ACTIVE -> session.times().lastActive();
        });
        Comparator<Session> oldestFirst = roster instanceof Roster.With
                ? moment.thenComparing(session -> session.id().value())
                : moment.thenComparingLong(Session::number);
        return order.direction() == Order.Direction.OLDEST_FIRST ? oldestFirst : oldestFirst.reversed();
    }

    private static List<Listed> part(List<Listed> all, Window window) {
        return all.stream().skip(window.skip()).limit(window.limit()).toList();
    }

    private static Listed listed(Session session) {
        References references = session.references();
        return new Listed(
                session.id(),
                session.owner(),
                session.times().createdAt(),
                references.assistant(),
                references.profile());
    }

    private static boolean meets(Session session, SessionFilter filter) {
        References references = session.references();
        Instant created = session.times().createdAt();
        return (filter.assistant() == null || filter.assistant().equals(references.assistant()))
                && filter.admits(references.profile(), session.status(), session.title())
                && (filter.from() == null || !created.isBefore(filter.from()))
                && (filter.to() == null || !created.isAfter(filter.to()));
    }

    @Override
    public synchronized List<Conversation> open(List<SessionId> ids, Excerpt excerpt) {
        return ids.stream().flatMap(id -> find(id, excerpt).stream()).toList();
    }

    @Override
    public synchronized int append(Session seen, Utterance said, Instant now, Once once) {
        Optional<Receipt> twin = twin(seen.owner(), once, now);
        if (twin.isPresent()) {
            return twin.get().asked();
        }
        StoredSession stored = active(seen.id());
        int seq = stored.add(said, now, null).seq();
        stored.touched(now, true, retention);
        record(seen, once, seq, now);
        return seq;
    }

    @Override
    public synchronized Turn take(Session seen, Utterance said, Lease lease, Once once) {
        if (twin(seen.owner(), once, lease.taken()).isPresent()) {
            throw new Conflict(Reason.TWIN_RUNNING);
        }
        StoredSession stored = free(seen.id(), lease.taken());
        Allowance allowance = lease.allowance().apply(stored.session);
        tokens.reserve(seen.owner(), allowance);
        int seq = stored.add(said, lease.taken(), null).seq();
        stored.touched(lease.taken(), true, retention);
        record(seen, once, seq, lease.taken());
        return stored.begin(lease, allowance, seq, once);
    }

    @Override
    public synchronized Turn retake(Session seen, int asked, Lease lease, Once once) {
        StoredSession stored = free(seen.id(), lease.taken());
        stored.question(asked);
        if (once instanceof Keyed keyed && !unanswered(seen.owner(), keyed)) {
            throw new Conflict(Reason.TWIN_RUNNING);
        }
        Allowance allowance = lease.allowance().apply(seen);
        tokens.reserve(seen.owner(), allowance);
        stored.note(asked, null);
        return stored.begin(lease, allowance, asked, once);
    }

    @Override
    public synchronized boolean renew(Turn turn, Instant end) {
        return ours(turn).map(stored -> stored.renew(turn, end)).orElseThrow(() -> new NotFound(Thing.ACTIVE_SESSION));
    }

    @Override
    public synchronized void keep(Turn turn, Chunk chunk) {
        Optional.ofNullable(sessions.get(turn.session())).ifPresent(stored -> stored.keep(turn, chunk));
    }

    @Override
    public synchronized Optional<StreamedTurn> streamed(SessionId id) {
        return settled(id).orElseThrow(() -> new NotFound(Thing.SESSION)).streamed();
    }

    @Override
    public synchronized List<Chunk> chunks(SessionId id, String turn, int after) {
        return live(id).map(stored -> stored.chunks(turn, after)).orElse(List.of());
    }

    @Override
    public synchronized void stop(SessionId id, UserId owner, Instant now) {
        StoredSession stored = owned(id, owner, Thing.SESSION);
        if (stored.running
                .filter(running -> running.turn().streamed() && running.ends().isAfter(now))
                .isEmpty()) {
            throw new NotFound(Thing.MESSAGE);
        }
        stored.stop();
    }

    @Override
    public synchronized Message giveBack(Turn turn, Answer answer, Instant now) {
        tokens.settle(turn, answer.generation().usage());
        StoredSession stored = ours(turn)
                .filter(_ -> !(turn.once() instanceof Keyed keyed) || unanswered(turn.owner(), keyed))
                .orElseThrow(() -> new NotFound(Thing.ACTIVE_SESSION));
        Message message = stored.answer(turn, answer.text(), now, answer.generation());
        stored.touched(now, false, retention);
        if (turn.once() instanceof Keyed keyed) {
            receipts.computeIfPresent(
                    new ReceiptKey(turn.owner(), keyed.key()), (key, receipt) -> receipt.answered(message.seq(), turn));
        }
        return message;
    }

    @Override
    public synchronized void giveUp(Turn turn, String reason, Usage usage) {
        tokens.settle(turn, usage);
        ours(turn).ifPresent(stored -> {
            stored.note(turn.asked(), reason);
            stored.running = Optional.empty();
        });
        if (live(turn.session()).isEmpty()) {
            throw new NotFound(Thing.ACTIVE_SESSION);
        }
    }

    @Override
    public synchronized void update(SessionId id, UserId owner, SessionChanges changes, Instant now) {
        StoredSession stored = owned(id, owner, Thing.SESSION);
        if (changes.status().applyTo(Status.ACTIVE) != Status.ACTIVE) {
            stored.endInterrupted(clock.instant(), retention);
        }
        stored.change(changes);
        stored.touched(now, false, retention);
        if (!stored.session.active()) {
            stored.running = Optional.empty();
        }
    }

    @Override
    public synchronized void end(SessionId id, UserId owner, Instant now) {
        if (!owned(id, owner, Thing.ACTIVE_SESSION).session.active()) {
            throw new NotFound(Thing.ACTIVE_SESSION);
        }
        update(
                id,
                owner,
                new SessionChanges(
                        Change.keep(),
                        Change.set(Status.COMPLETED),
                        Change.set(now),
                        References.NONE,
                        DetailChanges.NONE),
                now);
    }

    @Override
    public synchronized void delete(Session seen) {
        owned(seen.id(), seen.owner(), Thing.SESSION);
        sessions.remove(seen.id());
    }

    private Optional<StoredSession> live(SessionId id) {
        return Optional.ofNullable(sessions.get(id)).filter(this::isLive);
    }

    /// A session in which no interrupted turn is left.
    private Optional<StoredSession> settled(SessionId id) {
        Optional<StoredSession> stored = live(id);
        stored.ifPresent(one -> one.endInterrupted(clock.instant(), retention));
        return stored;
    }

    private boolean isLive(StoredSession stored) {
        return stored.end.filter(end -> !end.isAfter(clock.instant())).isEmpty();
    }

    private StoredSession owned(SessionId id, UserId owner, Thing thing) {
        return live(id).filter(stored -> stored.session.owner().equals(owner)).orElseThrow(() -> new NotFound(thing));
    }

    private StoredSession active(SessionId id) {
        return live(id).filter(stored -> stored.session.active()).orElseThrow(() -> new NotFound(Thing.ACTIVE_SESSION));
    }

    private StoredSession free(SessionId id, Instant now) {
        StoredSession stored = active(id);
        if (stored.running.filter(running -> running.ends().isAfter(now)).isPresent()) {
            throw new Conflict(Reason.TURN_RUNNING);
        }
        stored.endInterrupted(now, retention);
        return stored;
    }

    private Optional<StoredSession> ours(Turn turn) {
        return live(turn.session())
                .filter(stored -> stored.running
                        .filter(running -> running.turn().id().equals(turn.id()))
                        .isPresent());
    }

    private Optional<Receipt> twin(UserId owner, Once once, Instant now) {
        return Stream.of(once)
                .flatMap(one -> one instanceof Keyed keyed ? Stream.of(keyed) : Stream.empty())
                .flatMap(keyed -> live(owner, keyed, now).map(keyed::same).stream())
                .findFirst();
    }

    private Optional<Receipt> live(UserId owner, Keyed once, Instant now) {
        return Optional.ofNullable(receipts.get(new ReceiptKey(owner, once.key())))
                .filter(stored -> stored.expires().isAfter(now))
                .map(StoredReceipt::receipt);
    }

    private boolean unanswered(UserId owner, Keyed once) {
        StoredReceipt stored = receipts.get(new ReceiptKey(owner, once.key()));
        return stored != null && stored.receipt().answered() == 0;
    }

    private void record(Session session, Once once, int asked, Instant now) {
        if (once instanceof Keyed(var key, var request)) {
            Receipt receipt = new Receipt(request, session.id().value(), asked);
            receipts.put(new ReceiptKey(session.owner(), key), new StoredReceipt(receipt, now.plus(RECEIPT_LIFE)));
        }
    }

    private record ReceiptKey(UserId owner, String key) {}

    private record StoredReceipt(Receipt receipt, Instant expires) {
        StoredReceipt answered(int seq, Turn turn) {
            return new StoredReceipt(
                    new Receipt(receipt.request(), receipt.subject(), receipt.asked(), seq, turn.id()), expires);
        }
    }
}
