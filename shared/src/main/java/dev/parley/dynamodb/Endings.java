package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.number;
import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Message;
import dev.parley.chat.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The steps that end a turn, the first of which is the header's.
record Endings(Writes writes, Headers headers) {
    /// What the update of a header goes on with, or is, so that no turn holds the session any more.
    static final String FREE = "REMOVE #turn, #turnEnds";

    /// The turn that ends.
    ///
    /// @param streamed whether its answer is noted as that of the last streamed turn
    /// @param condition what its header must meet, by `values`, so that nobody else's turn ends
    record Ending(SessionId session, boolean streamed, String condition, Map<String, AttributeValue> values) {

        /// The end of the turn with that id.
        static Ending of(SessionId session, String turn, boolean streamed) {
            return new Ending(session, streamed, "#turn = :turn", Map.of(":turn", text(turn)));
        }

        /// The same, if its lease still ends then.
        Ending ifLeaseEnds(Instant time) {
            return new Ending(
                    session, streamed, condition + " AND #turnEnds = :ends", with(Map.of(":ends", time(time))));
        }

        private Map<String, AttributeValue> with(Map<String, AttributeValue> more) {
            Map<String, AttributeValue> all = new HashMap<>(values);
            all.putAll(more);
            return all;
        }
    }

    /// Stores the answer right after the session's newest message.
    List<TransactWriteItem> answered(Ending ending, Message answer, Instant at) {
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(headers.change(
                ending.session(),
                "SET #lastSeq = :seq, #bytes = #bytes + :bytes, #updatedAt = :at"
                        + (ending.streamed() ? ", #streamedTo = :seq " : " ") + FREE,
                ending.condition() + " AND #lastSeq = :last AND #updatedAt <= :at",
                ending.with(Map.of(
                        ":seq", number(answer.seq()),
                        ":last", number(answer.seq() - 1),
                        ":bytes", number(answer.said().bytes()),
                        ":at", time(at))),
                at));
        steps.add(writes.insert(Items.message(ending.session(), answer)));
        return steps;
    }

    /// Notes on the user's message why there is no answer.
    List<TransactWriteItem> unanswered(Ending ending, int asked, String reason) {
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(headers.touch(ending.session(), FREE, ending.condition(), ending.values()));
        steps.add(writes.update(
                Keys.message(ending.session(), asked),
                "SET #failure = :reason",
                "attribute_exists(#pk)",
                Map.of(":reason", text(reason))));
        return steps;
    }
}
