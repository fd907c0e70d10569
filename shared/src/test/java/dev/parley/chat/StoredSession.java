package dev.parley.chat;

import dev.parley.chat.ChatStore.Lease;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One session of the in-memory reference, with its messages and the turn that runs in it.
final class StoredSession {
    Session session;
    final List<Message> messages = new ArrayList<>();
    Optional<Running> running = Optional.empty();
    Optional<Instant> end;
    private final List<Chunk> chunks = new ArrayList<>();
    private Optional<StreamedTurn> streamed = Optional.empty();
    private Optional<String> toStop = Optional.empty();

    StoredSession(Session session, Retention retention) {
        this.session = session;
        this.end = retention.end(session.times().updatedAt());
    }

    /// A session that `store` keeps from now on, with nothing in it.
    static Session empty(ChatStore store, UserId owner, Instant now) {
        long number = store.nextNumber(owner);
        Session created = new Session(
                SessionId.of(owner, number),
                owner,
                number,
                Status.ACTIVE,
                null,
                References.NONE,
                Times.beginning(now),
                Session.Tally.NOTHING,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
        store.create(created, Once.ALWAYS);
        return created;
    }

    record Running(Turn turn, Instant ends) {}

    Message add(Utterance said, Instant now, @Nullable Generation generation) {
        Message message = new Message(messages.size() + 1, said, now, generation, null);
        messages.add(message);
        return message;
    }

    Turn begin(Lease lease, Allowance allowance, int asked, Once once) {
        String id = lease.turnId() + "-" + asked;
        Turn turn = new Turn(session.id(), session.owner(), id, asked, lease.streamed(), once, allowance);
        running = Optional.of(new Running(turn, lease.end()));
        if (lease.streamed()) {
            streamed = Optional.of(new StreamedTurn(id, asked, 0, true));
            chunks.clear();
        }
        return turn;
    }

    /// The last streamed turn, as it is now.
    Optional<StreamedTurn> streamed() {
        return streamed.map(one -> new StreamedTurn(
                one.id(),
                one.asked(),
                one.answered(),
                running.filter(now -> now.turn().id().equals(one.id())).isPresent()));
    }

    boolean renew(Turn turn, Instant end) {
        running = Optional.of(new Running(turn, end));
        return toStop.equals(Optional.of(turn.id()));
    }

    void keep(Turn turn, Chunk chunk) {
        if (streamed.filter(one -> one.id().equals(turn.id())).isPresent()) {
            chunks.add(chunk);
        }
    }

    List<Chunk> chunks(String turn, int after) {
        return streamed.filter(one -> one.id().equals(turn)).stream()
                .flatMap(_ -> chunks.stream())
                .filter(chunk -> chunk.end() > after)
                .toList();
    }

    void stop() {
        toStop = streamed.map(StreamedTurn::id);
    }

    /// Gives the turn back with its answer.
    Message answer(Turn turn, String text, Instant now, Generation generation) {
        Message message = add(new Utterance(Role.ASSISTANT, text, null), now, generation);
        running = Optional.empty();
        streamed = streamed.map(one ->
                one.id().equals(turn.id()) ? new StreamedTurn(one.id(), one.asked(), message.seq(), false) : one);
        return message;
    }

    /// Ends a streamed turn whose lease is over, with what was kept of its answer.
    void endInterrupted(Instant now, Retention retention) {
        running.filter(one -> one.turn().streamed() && !one.ends().isAfter(now)).ifPresent(one -> {
            String said = Chunk.joined(chunks);
            if (Blank.is(said)) {
                note(one.turn().asked(), "interrupted");
                running = Optional.empty();
            } else {
                answer(one.turn(), said, now.truncatedTo(ChronoUnit.MILLIS), Generation.interrupted());
                touched(now, false, retention);
            }
        });
    }

    /// The user's message at that seq.
    Message question(int asked) {
        return messages.stream()
                .filter(one -> one.seq() == asked && one.said().role() == Role.USER)
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound(Thing.MESSAGE));
    }

    /// Notes on a user's message why it has no answer; null takes the note away.
    void note(int asked, @Nullable String failure) {
        Message message = question(asked);
        messages.set(asked - 1, new Message(asked, message.said(), message.storedAt(), message.generation(), failure));
    }

    void touched(Instant now, boolean byCaller, Retention retention) {
        Times times = session.times();
        Instant active = byCaller ? later(now, times.lastActive()) : times.lastActive();
        replace(
                session.status(),
                session.title(),
                new Times(times.createdAt(), later(now, times.updatedAt()), active, times.endedAt()),
                session.details());
        end = retention.end(session.times().updatedAt());
    }

    void change(SessionChanges changes) {
        Times times = session.times();
        Status status = changes.status().applyTo(session.status());
        replace(
                status == null ? session.status() : status,
                changes.title().applyTo(session.title()),
                new Times(
                        times.createdAt(),
                        times.updatedAt(),
                        times.lastActive(),
                        changes.endedAt().applyTo(times.endedAt())),
                changes.details().applyTo(session.details()));
        refer(session.references().changedTo(changes.references()));
    }

    private void replace(Status status, @Nullable String title, Times times, Details details) {
        long bytes =
                messages.stream().mapToLong(message -> message.said().bytes()).sum();
        session = new Session(
                session.id(),
                session.owner(),
                session.number(),
                status,
                title,
                session.references(),
                times,
                new Session.Tally(messages.size(), bytes),
                details,
                session.contextResults());
    }

    private void refer(References references) {
        session = new Session(
                session.id(),
                session.owner(),
                session.number(),
                session.status(),
                session.title(),
                references,
                session.times(),
                session.messages(),
                session.details(),
                session.contextResults());
    }

    Conversation conversation(Excerpt excerpt) {
        List<Message> newestFirst =
                messages.reversed().stream().limit(excerpt.messages()).toList();
        return new Conversation(session, upTo(excerpt.bytes(), newestFirst).reversed());
    }

    /// The first of the messages until their text has so many bytes.
    static List<Message> upTo(long bytes, List<Message> messages) {
        List<Message> taken = new ArrayList<>();
        long sum = 0;
        for (Message message : messages) {
            if (sum >= bytes) {
                break;
            }
            taken.add(message);
            sum += message.said().bytes();
        }
        return taken;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
