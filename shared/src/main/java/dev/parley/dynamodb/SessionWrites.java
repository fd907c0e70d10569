package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.number;
import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.Receipt;
import dev.parley.chat.Refusal;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.Thing;
import dev.parley.chat.Utterance;
import dev.parley.dynamodb.Transactions.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Creating, appending to and deleting sessions: one transaction each, whose first step is the header's.
record SessionWrites(Writes writes, Headers headers, Transactions transactions, Patience patience) {
    private static final int HEADER = 0;
    private static final int RECEIPT = 1;

    SessionId create(Session session, Once once) {
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(headers.insert(session));
        Receipts.record(
                        writes,
                        session.owner(),
                        once,
                        session.id().value(),
                        0,
                        session.times().createdAt())
                .ifPresent(steps::add);
        if (!session.details().equals(Details.NONE)) {
            steps.add(writes.insert(Items.details(session.id(), session.details())));
        }
        steps.addAll(counted(session, 1));
        return switch (transactions.run(steps)) {
            case Outcome.Done _ -> session.id();
            case Outcome.Refused refused -> new SessionId(twin(refused, once).subject());
        };
    }

    int append(Session seen, Utterance said, Instant now, Once once) {
        Patience.Attempts attempts = patience.begin();
        Session session = seen;
        while (true) {
            int seq = session.messages().count() + 1;
            Instant updated = Moments.later(now, session.times().updatedAt());
            List<TransactWriteItem> steps = new ArrayList<>();
            steps.add(headers.change(
                    session.id(),
                    "SET #lastSeq = :seq, #bytes = #bytes + :bytes, #lastActive = :active, #updatedAt = :updated",
                    "#status = :active_status AND #lastSeq = :seen AND #updatedAt <= :updated",
                    Map.of(
                            ":seq", number(seq),
                            ":bytes", number(said.bytes()),
                            ":active", time(Moments.later(now, session.times().lastActive())),
                            ":updated", time(updated),
                            ":active_status", text(Status.ACTIVE.name()),
                            ":seen", number(session.messages().count())),
                    updated));
            Receipts.record(writes, session.owner(), once, session.id().value(), seq, now)
                    .ifPresent(steps::add);
            steps.add(writes.insert(Items.message(session.id(), new Message(seq, said, now, null, null))));
            switch (transactions.run(steps)) {
                case Outcome.Done _ -> {
                    return seq;
                }
                case Outcome.Refused refused
                when once instanceof Once.Keyed && refused.refuses(RECEIPT) -> {
                    return twin(refused, once).asked();
                }
                case Outcome.Refused refused -> session = stillActive(headers.live(refused.old(HEADER)));
            }
            attempts.next("many messages at once");
        }
    }

    /// Deletes a session as it was `seen`, or as it has become since. Its details and messages are left to the
    /// stream: without the header nobody reads them.
    void delete(Session seen) {
        Patience.Attempts attempts = patience.begin();
        Session session = seen;
        while (transactions.run(deleting(session)) instanceof Outcome.Refused refused) {
            session = headers.live(refused.old(HEADER))
                    .map(Items::bareSession)
                    .filter(found -> found.owner().equals(seen.owner()))
                    .orElseThrow(() -> new Refusal.NotFound(Thing.SESSION));
            attempts.next("many changes at once");
        }
    }

    private List<TransactWriteItem> deleting(Session session) {
        // The counts that go down are those of the assistant that the session has now, whatever moved it when.
        AssistantId assistant = session.references().assistant();
        Map<String, AttributeValue> values = new HashMap<>(Move.valuesWith(assistant));
        values.put(":owner", text(session.owner().value()));
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(headers.delete(session.id(), "#owner = :owner AND " + Move.with(assistant), values));
        steps.addAll(counted(session, -1));
        return steps;
    }

    /// The session that a header is, which a write met instead of the one it was made for.
    static Session stillActive(Optional<EnhancedDocument> header) {
        Session session = header.map(Items::bareSession).orElseThrow(() -> new Refusal.NotFound(Thing.SESSION));
        if (!session.active()) {
            throw new Refusal.NotFound(Thing.ACTIVE_SESSION);
        }
        return session;
    }

    private static Receipt twin(Outcome.Refused refused, Once once) {
        return Receipts.twin(refused.old(RECEIPT), once);
    }

    private List<TransactWriteItem> counted(Session session, int change) {
        return Counts.steps(writes, session.owner(), session.references().assistant(), change);
    }
}
