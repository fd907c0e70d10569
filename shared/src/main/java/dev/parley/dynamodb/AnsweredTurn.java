package dev.parley.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.OperationType;
import dev.parley.chat.SessionId;
import java.util.Map;
import java.util.Optional;

/// Turns that have ended with an answer, as the table's stream tells of them.
public final class AnsweredTurn {
    private AnsweredTurn() {}

    /// The session in which such a turn ended, if that is what the record tells: its header gave the turn back, and
    /// has one message more. A turn that was given up gives it back with none.
    ///
    /// @throws IllegalArgumentException when the record cannot be understood
    public static Optional<SessionId> sessionOf(DynamodbStreamRecord record) {
        if (!HeaderRecords.tells(OperationType.MODIFY, record)) {
            return Optional.empty();
        }
        Map<String, AttributeValue> before = record.getDynamodb().getOldImage();
        Map<String, AttributeValue> after = record.getDynamodb().getNewImage();
        boolean answered = HeaderRecords.lastSeq(after) > HeaderRecords.lastSeq(before)
                && before.containsKey(Attributes.TURN)
                && !after.containsKey(Attributes.TURN);
        return answered ? Optional.of(HeaderRecords.session(record)) : Optional.empty();
    }
}
