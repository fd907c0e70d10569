package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Blank;
import dev.parley.chat.Chunk;
import dev.parley.chat.Generation;
import dev.parley.chat.Message;
import dev.parley.chat.Refusal;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.StreamedTurn;
import dev.parley.chat.Thing;
import dev.parley.chat.Turn;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import dev.parley.dynamodb.Endings.Ending;
import dev.parley.dynamodb.Transactions.Change;
import dev.parley.dynamodb.Transactions.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Streamed turns between taking and giving back: a write to the header and a chunk about once a second, none of
/// them in a transaction, and the end of one that was never given back.
record StreamedTurns(
        Headers headers, Transactions transactions, Endings endings, Patience patience, ChunkItems chunks) {
    private static final String INTERRUPTED = "interrupted";

    /// Long after its turn is over, so that what is left of one that was interrupted waits for its session to be
    /// opened.
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int HEADER = 0;

    /// That no streamed turn was interrupted by `:lapsed`: what is left of its answer comes first.
    static final String NONE_INTERRUPTED = "(attribute_not_exists(#turn) OR attribute_not_exists(#streamed)"
            + " OR #turn <> #streamed OR #turnEnds > :lapsed)";

    boolean renew(Turn turn, Instant end) {
        Change change = transactions.update(headers.touch(
                turn.session(),
                "SET #turnEnds = :ends",
                "#turn = :turn",
                Map.of(":turn", text(turn.id()), ":ends", time(end))));
        return switch (change) {
            case Change.Made(var header) -> turn.id().equals(header.getString(Attributes.STOP));
            case Change.Refused _ -> throw new Refusal.NotFound(Thing.ACTIVE_SESSION);
            // Whoever renews comes again soon, and has an answer to read meanwhile.
            case Change.InConflict _ -> throw new Refusal.TooBusy("a lease in conflict with a transaction");
        };
    }

    void keep(Turn turn, Chunk chunk) {
        chunks.put(turn.session(), turn.id(), chunk, patience.clock().instant().plus(KEPT));
    }

    List<Chunk> chunks(SessionId session, String turn, int after) {
        return chunks.after(session, turn, after);
    }

    void stop(SessionId id, UserId owner, Instant now) {
        TransactWriteItem mark = headers.touch(
                id,
                "SET #stop = #turn",
                "#owner = :owner AND #turn = #streamed AND #turnEnds > :now",
                Map.of(":owner", text(owner.value()), ":now", time(now)));
        Patience.Attempts attempts = patience.begin();
        while (true) {
            switch (transactions.update(mark)) {
                case Change.Made _ -> {
                    return;
                }
                case Change.Refused(var old) -> {
                    boolean owned = headers.live(old)
                            .filter(header -> owner.value().equals(header.getString(Attributes.OWNER)))
                            .isPresent();
                    throw new Refusal.NotFound(owned ? Thing.MESSAGE : Thing.SESSION);
                }
                case Change.InConflict _ -> attempts.next("a stop in conflict with transactions");
            }
        }
    }

    /// The last streamed turn of the session whose header `look` reads.
    Optional<StreamedTurn> last(Supplier<Optional<EnhancedDocument>> look) {
        Optional<EnhancedDocument> header = look.get();
        if (header.filter(this::endInterrupted).isPresent()) {
            header = look.get();
        }
        EnhancedDocument found = header.orElseThrow(() -> new Refusal.NotFound(Thing.SESSION));
        return Optional.ofNullable(found.getString(Attributes.STREAMED)).map(id -> streamed(id, found));
    }

    /// Ends a streamed turn whose lease is over, unless it has been renewed or ended meanwhile. A header without
    /// one is left alone.
    ///
    /// @return whether the header is no longer as it was given
    boolean endInterrupted(EnhancedDocument header) {
        if (!isInterrupted(header)) {
            return false;
        }
        Patience.Attempts attempts = patience.begin();
        EnhancedDocument met = header;
        while (transactions.run(ending(met)) instanceof Outcome.Refused refused) {
            Optional<EnhancedDocument> now = headers.live(refused.old(HEADER)).filter(this::isInterrupted);
            if (now.isEmpty()) {
                return true;
            }
            met = now.get();
            attempts.next("many messages at once");
        }
        return true;
    }

    private boolean isInterrupted(EnhancedDocument header) {
        String turn = header.getString(Attributes.TURN);
        return turn != null
                && turn.equals(header.getString(Attributes.STREAMED))
                && Items.turnEnd(header)
                        .filter(end -> end.isAfter(patience.clock().instant()))
                        .isEmpty();
    }

    private List<TransactWriteItem> ending(EnhancedDocument header) {
        Session session = Items.bareSession(header);
        String turn = header.getString(Attributes.TURN);
        Ending ending = Ending.of(session.id(), turn, true)
                .ifLeaseEnds(Items.turnEnd(header).orElseThrow());
        String said = Chunk.joined(chunks.after(session.id(), turn, 0));
        if (Blank.is(said)) {
            return endings.unanswered(ending, TurnIds.asked(turn), INTERRUPTED);
        }
        Instant now = patience.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Utterance answer = new Utterance(Role.ASSISTANT, said, null);
        return endings.answered(
                ending,
                new Message(session.messages().count() + 1, answer, now, Generation.interrupted(), null),
                Moments.later(now, session.times().updatedAt()));
    }

    private static StreamedTurn streamed(String id, EnhancedDocument header) {
        int answered = header.isPresent(Attributes.STREAMED_TO)
                ? header.getNumber(Attributes.STREAMED_TO).intValue()
                : 0;
        return new StreamedTurn(id, TurnIds.asked(id), answered, id.equals(header.getString(Attributes.TURN)));
    }
}
