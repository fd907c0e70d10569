package dev.parley.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.OperationType;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session whose header is gone, as the header last was.
///
/// @param lastSeq the seq of its newest message; 0 when it had none
/// @param streamed whether answers of it were ever streamed, and chunks of them may be left
/// @param expired whether its time was over, and DynamoDB removed it; else somebody deleted it
record RemovedSession(
        SessionId id, UserId owner, @Nullable AssistantId assistant, int lastSeq, boolean streamed, boolean expired) {

    /// The session that a record of the table's stream tells the removal of; most tell of something else.
    ///
    /// @throws IllegalArgumentException when it is a header's removal, but not one of ours
    static Optional<RemovedSession> of(DynamodbStreamRecord record) {
        if (!HeaderRecords.tells(OperationType.REMOVE, record)) {
            return Optional.empty();
        }
        Map<String, AttributeValue> old = record.getDynamodb().getOldImage();
        AttributeValue assistant = old.get(Attributes.ASSISTANT);
        return Optional.of(new RemovedSession(
                HeaderRecords.session(record),
                new UserId(HeaderRecords.required(old, Attributes.OWNER).getS()),
                assistant == null ? null : new AssistantId(assistant.getS()),
                HeaderRecords.lastSeq(old),
                old.containsKey(Attributes.STREAMED),
                byTimeToLive(record.getUserIdentity())));
    }

    private static boolean byTimeToLive(@Nullable Identity identity) {
        return identity != null
                && "Service".equals(identity.getType())
                && "dynamodb.amazonaws.com".equals(identity.getPrincipalId());
    }
}
