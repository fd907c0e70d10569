package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Change;
import dev.parley.chat.ChatStore;
import dev.parley.chat.ChatStoreContract;
import dev.parley.chat.Metadata;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamoChatStoreTest extends ChatStoreContract {
    private static final LocalDynamoDb DYNAMO_DB = LocalDynamoDb.shared();
    private static final String TABLE = DYNAMO_DB.freshTable(Template.ofProject());

    private final ChatStore store =
            new DynamoChatStore(DYNAMO_DB.client(), TABLE, new Patience(clock(), Duration.ofSeconds(10), _ -> {}));

    @Override
    public ChatStore store() {
        return store;
    }

    @Test
    void aSessionThatGotDetailsSinceItWasSeenLeavesNoneBehindWhenItIsDeleted() {
        Session seen = created();
        clock().moveOn(Duration.ofSeconds(1));
        SessionChanges noting = new SessionChanges(
                Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.set(new Metadata("{}")));
        store.update(seen.id(), owner(), noting, clock().instant());

        store.delete(seen);

        assertThat(DYNAMO_DB
                        .client()
                        .query(request -> request.tableName(TABLE)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", Attributes.text(Keys.session(seen.id())))))
                        .items())
                .isEmpty();
    }
}
