package dev.parley.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.OperationType;
import dev.parley.chat.SessionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records of the table's stream that tell of session headers; most tell of something else.
///
/// What a header always has and a record's does not is an `IllegalArgumentException`: then it is none of ours.
final class HeaderRecords {
    private HeaderRecords() {}

    /// Whether the record tells that this was done to a header.
    static boolean tells(OperationType operation, DynamodbStreamRecord record) {
        return operation.name().equals(record.getEventName())
                && Keys.HEADER.equals(
                        required(record.getDynamodb().getKeys(), Attributes.SK).getS());
    }

    /// The session whose header it is.
    static SessionId session(DynamodbStreamRecord record) {
        return Keys.sessionOf(
                required(record.getDynamodb().getKeys(), Attributes.PK).getS());
    }

    /// The seq of the newest message that the session had then; 0 when it had none.
    static int lastSeq(@Nullable Map<String, AttributeValue> header) {
        return Integer.parseInt(required(header, Attributes.LAST_SEQ).getN());
    }

    static AttributeValue required(@Nullable Map<String, AttributeValue> image, String name) {
        AttributeValue value = image == null ? null : image.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a session header without " + name);
        }
        return value;
    }
}
