package dev.parley.chat;

import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Session.Tally;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the parts of the contract of [ChatStore] start from. Each test has an owner of its own.
interface ContractPart {
    Excerpt ALL = new Excerpt(10_000, Long.MAX_VALUE);
    References NOBODY = new References(null, null, null, null);
    NewSession BARE = new NewSession(NOBODY, null);
    Duration LEASE = Duration.ofSeconds(32);
    Answer ANSWER = new Answer("Elementary.", new Generation("amazon.nova-lite-v1:0", "end_turn", 12, 3));
    Answering ANSWERING = Answering.whole((_, _) -> ANSWER, Answering.NONE.retriever(), TokenBudget.NONE);

    /// Keeps sessions until they are deleted.
    ChatStore store();

    /// The same store, which from now on keeps sessions so long after their last change.
    ChatStore keeping(Retention retention);

    HandClock clock();

    UserId owner();

    /// Asserts what an index says, which may lag writes.
    void eventually(Runnable assertion);

    default Instant now() {
        return clock().instant();
    }

    default Session draft(NewSession draft, Status status, Instant at) {
        long number = store().nextNumber(owner());
        return new Session(
                SessionId.of(owner(), number),
                owner(),
                number,
                status,
                draft.title(),
                draft.references(),
                Times.beginning(at),
                Tally.NOTHING,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
    }

    default Session created(NewSession draft, Status status, Instant at) {
        Session session = draft(draft, status, at);
        store().create(session, Once.ALWAYS);
        return session;
    }

    default Session created() {
        return created(BARE, Status.ACTIVE, now());
    }

    /// A session with these messages of the user.
    default Session createdWith(String... texts) {
        Session session = created();
        for (String text : texts) {
            append(session, text);
        }
        return found(session);
    }

    default int append(Session seen, String text) {
        return store().append(seen, Utterance.ofUser(text), now(), Once.ALWAYS);
    }

    default Lease lease() {
        return new Lease(now(), LEASE, Allowance.UNLIMITED);
    }

    default Turn take(Session seen, String text) {
        return store().take(seen, Utterance.ofUser(text), lease(), Once.ALWAYS);
    }

    default Session found(Session session) {
        return store().find(session.id(), Excerpt.NONE).orElseThrow().session();
    }

    default List<Message> history(Session session) {
        return store().messages(session.id(), Stretch.all(1, Integer.MAX_VALUE));
    }

    default List<String> texts(Session session) {
        return history(session).stream().map(message -> message.said().text()).toList();
    }

    default Page<Listed> list(SessionFilter filter, Window window) {
        return store().list(owner(), filter, window);
    }

    /// The ids of the first page.
    default List<SessionId> listed(SessionFilter filter) {
        return ids(list(filter, new Window(0, Window.MAX_LIMIT)));
    }

    static List<SessionId> ids(Page<Listed> page) {
        return page.items().stream().map(Listed::id).toList();
    }

    static References to(@Nullable String assistant, @Nullable String profile) {
        return new References(
                assistant == null ? null : new AssistantId(assistant),
                profile == null ? null : new ProfileId(profile),
                null,
                null);
    }

    /// What so many threads make of one task when they all begin at once.
    static <T> List<T> atOnce(int threads, Callable<T> task) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> results = pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(thread -> task).toList());
            return results.stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
