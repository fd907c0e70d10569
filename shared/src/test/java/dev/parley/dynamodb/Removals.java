package dev.parley.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.parley.chat.Session;
import java.util.Map;
import java.util.stream.Collectors;

/// Records of the table's stream, as Lambda hands them over.
final class Removals {
    private Removals() {}

    /// A client has deleted the session.
    static DynamodbStreamRecord deleted(Session session) {
        return removed(Items.header(session));
    }

    /// The session's time was over, and DynamoDB has removed it.
    static DynamodbStreamRecord expired(Session session) {
        DynamodbStreamRecord removal = deleted(session);
        removal.setUserIdentity(new Identity().withType("Service").withPrincipalId("dynamodb.amazonaws.com"));
        return removal;
    }

    static DynamodbStreamRecord removed(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
        Map<String, AttributeValue> old =
                item.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> value(entry.getValue())));
        DynamodbStreamRecord removal = new DynamodbStreamRecord();
        removal.setEventName("REMOVE");
        removal.setDynamodb(new StreamRecord()
                .withKeys(Map.of(
                        Attributes.PK, old.get(Attributes.PK),
                        Attributes.SK, old.get(Attributes.SK)))
                .withOldImage(old));
        return removal;
    }

    private static AttributeValue value(software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
        return value.s() == null ? new AttributeValue().withN(value.n()) : new AttributeValue(value.s());
    }
}
