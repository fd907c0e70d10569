package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.number;
import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Allowance;
import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.Refusal;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.Status;
import dev.parley.chat.Thing;
import dev.parley.chat.Turn;
import dev.parley.chat.Utterance;
import dev.parley.dynamodb.Transactions.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Taking turns: one transaction each, whose first step is the header's.
record TurnStarts(Writes writes, Headers headers, Transactions transactions, StreamedTurns streams, Patience patience) {
    private static final int HEADER = 0;
    private static final int RECEIPT = 1;
    private static final int QUESTION = 1;
    private static final int ANSWERED = 2;
    private static final String TAKE = "SET #turn = :turn, #turnEnds = :ends";
    /// Nor one that was streamed and interrupted: what is left of its answer comes first.
    private static final String NO_LIVE_TURN = "(attribute_not_exists(#turn) OR (#turnEnds <= :taken"
            + " AND (attribute_not_exists(#streamed) OR #streamed <> #turn)))";

    Turn take(Session seen, Utterance said, Lease lease, Once once) {
        Patience.Attempts attempts = patience.begin();
        Session session = seen;
        while (true) {
            int seq = session.messages().count() + 1;
            Allowance allowance = lease.allowance().apply(session);
            Turn turn = turn(session, seq, lease, allowance, once);
            List<TransactWriteItem> steps = new ArrayList<>();
            Instant updated = Moments.later(lease.taken(), session.times().updatedAt());
            steps.add(headers.change(
                    session.id(),
                    TAKE + ", #lastSeq = :seq, #bytes = #bytes + :bytes,"
                            + " #lastActive = :last_active, #updatedAt = :updated" + streaming(lease),
                    "#status = :active AND #lastSeq = :seen AND #updatedAt <= :updated AND " + NO_LIVE_TURN,
                    Map.of(
                            ":turn", text(turn.id()),
                            ":taken", time(lease.taken()),
                            ":ends", time(lease.end()),
                            ":seq", number(seq),
                            ":seen", number(session.messages().count()),
                            ":bytes", number(said.bytes()),
                            ":last_active",
                                    time(Moments.later(
                                            lease.taken(), session.times().lastActive())),
                            ":updated", time(updated),
                            ":active", text(Status.ACTIVE.name())),
                    updated));
            Receipts.record(writes, session.owner(), once, session.id().value(), seq, lease.taken())
                    .ifPresent(steps::add);
            steps.add(writes.insert(Items.message(session.id(), new Message(seq, said, lease.taken(), null, null))));
            int budget = steps.size();
            TokenCounts.reserve(writes, session.owner(), allowance).ifPresent(steps::add);
            switch (transactions.run(steps)) {
                case Outcome.Done _ -> {
                    return turn;
                }
                case Outcome.Refused refused
                when once instanceof Once.Keyed && refused.refuses(RECEIPT) -> {
                    Receipts.twin(refused.old(RECEIPT), once);
                    throw new Refusal.Conflict(Refusal.Conflict.Reason.TWIN_RUNNING);
                }
                case Outcome.Refused refused
                when refused.refuses(HEADER) -> session = free(headers.live(refused.old(HEADER)), lease);
                case Outcome.Refused refused
                when allowance instanceof Allowance.Limited limited && refused.refuses(budget) ->
                    throw limited.refusal();
                case Outcome.Refused _ -> throw new IllegalStateException("a message is there already: " + seq);
            }
            attempts.next("many messages at once");
        }
    }

    Turn retake(Session seen, int asked, Lease lease, Once once) {
        Allowance allowance = lease.allowance().apply(seen);
        Turn turn = turn(seen, asked, lease, allowance, once);
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(headers.touch(
                seen.id(),
                TAKE + streaming(lease),
                "#status = :active AND " + NO_LIVE_TURN,
                Map.of(
                        ":turn", text(turn.id()),
                        ":taken", time(lease.taken()),
                        ":ends", time(lease.end()),
                        ":active", text(Status.ACTIVE.name()))));
        steps.add(writes.update(
                Keys.message(seen.id(), asked),
                "REMOVE #failure",
                "#role = :user",
                Map.of(":user", text(Role.USER.name()))));
        Receipts.unanswered(writes, turn).ifPresent(steps::add);
        int budget = steps.size();
        TokenCounts.reserve(writes, seen.owner(), allowance).ifPresent(steps::add);
        return switch (transactions.run(steps)) {
            case Outcome.Done _ -> turn;
            case Outcome.Refused refused
            when refused.refuses(HEADER) -> {
                free(headers.live(refused.old(HEADER)), lease);
                throw new Refusal.Conflict(Refusal.Conflict.Reason.TURN_RUNNING);
            }
            case Outcome.Refused refused when refused.refuses(QUESTION) -> throw new Refusal.NotFound(Thing.MESSAGE);
            case Outcome.Refused refused
            when allowance instanceof Allowance.Limited limited
                    && refused.refuses(budget)
                    && !(once instanceof Once.Keyed && refused.refuses(ANSWERED)) -> throw limited.refusal();
            // The message has been answered since its receipt was read: the same request again gets that answer.
            case Outcome.Refused _ -> throw new Refusal.Conflict(Refusal.Conflict.Reason.TWIN_RUNNING);
        };
    }

    private static Turn turn(Session session, int asked, Lease lease, Allowance allowance, Once once) {
        String id = TurnIds.of(lease, asked);
        return new Turn(session.id(), session.owner(), id, asked, lease.streamed(), once, allowance);
    }

    /// What an update that takes a turn goes on with if its answer is to be streamed.
    private static String streaming(Lease lease) {
        return lease.streamed() ? ", #streamed = :turn REMOVE #streamedTo" : "";
    }

    /// The session that a header is, if it is active and no turn is running in it. What an interrupted turn has
    /// left of its answer is in it by then.
    private Session free(Optional<EnhancedDocument> header, Lease lease) {
        Session session = SessionWrites.stillActive(header);
        boolean running = header.flatMap(Items::turnEnd)
                .filter(end -> end.isAfter(lease.taken()))
                .isPresent();
        if (running) {
            throw new Refusal.Conflict(Refusal.Conflict.Reason.TURN_RUNNING);
        }
        header.ifPresent(streams::endInterrupted);
        return session;
    }
}
