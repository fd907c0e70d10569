package dev.parley.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.OperationType;
import dev.parley.chat.SessionId;
import java.util.Map;
import java.util.Optional;

/// A turn that has ended with an answer, whole or not.
///
/// @param answer the seq of the answer
public record AnsweredTurn(SessionId session, int answer) {

    /// The turn, if that is what a record of the table's stream tells: its session's header gave it back, and has
    /// one message more. A turn that was given up gives it back with none.
    ///
    /// @throws IllegalArgumentException when the record cannot be understood
    public static Optional<AnsweredTurn> of(DynamodbStreamRecord record) {
        if (!HeaderRecords.tells(OperationType.MODIFY, record)) {
            return Optional.empty();
        }
        Map<String, AttributeValue> before = record.getDynamodb().getOldImage();
        Map<String, AttributeValue> after = record.getDynamodb().getNewImage();
        int answer = HeaderRecords.lastSeq(after);
        boolean answered = answer > HeaderRecords.lastSeq(before)
                && before.containsKey(Attributes.TURN)
                && !after.containsKey(Attributes.TURN);
        return answered ? Optional.of(new AnsweredTurn(HeaderRecords.session(record), answer)) : Optional.empty();
    }
}
