package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Change;
import dev.parley.chat.ChatStore;
import dev.parley.chat.ChatStoreContract;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Metadata;
import dev.parley.chat.References;
import dev.parley.chat.Retention;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoChatStoreTest extends ChatStoreContract {
    private static final LocalDynamoDb DYNAMO_DB = LocalDynamoDb.shared();
    private static final String TABLE = DYNAMO_DB.freshTableWithoutStream(Template.ofProject());

    private final ChatStore store =
            new DynamoChatStore(DYNAMO_DB.client(), TABLE, new Patience(clock(), Duration.ofSeconds(10), _ -> {}));

    @Override
    public ChatStore store() {
        return store;
    }

    @Override
    public ChatStore keeping(Retention retention) {
        return new DynamoChatStore(
                DYNAMO_DB.client(), TABLE, new Patience(clock(), Duration.ofSeconds(10), _ -> {}), retention);
    }

    @Test
    void whatIsDeletedLeavesItsDetailsToTheSweeperAsItsMessages() {
        Session seen = created();
        clock().moveOn(Duration.ofSeconds(1));
        SessionChanges noting =
                SessionChanges.ofDetails(DetailChanges.noting(Change.set(new Metadata("{}")), Change.keep()));
        store.update(seen.id(), owner(), noting, clock().instant());

        store.delete(seen);

        assertThat(items(seen))
                .singleElement()
                .satisfies(details -> assertThat(details).containsEntry(Attributes.SK, Attributes.text(Keys.DETAILS)));
        assertThat(store.find(seen.id(), ALL)).isEmpty();
    }

    @Test
    void clearingDetailsThatAreNotThereWritesNone() {
        Session session = created();
        clock().moveOn(Duration.ofSeconds(1));

        store.update(
                session.id(),
                owner(),
                new SessionChanges(
                        Change.set("Kept"),
                        Change.keep(),
                        Change.keep(),
                        References.NONE,
                        DetailChanges.noting(Change.clear(), Change.clear())),
                clock().instant());

        assertThat(items(session))
                .singleElement()
                .satisfies(header -> assertThat(header)
                        .containsEntry(Attributes.SK, Attributes.text(Keys.HEADER))
                        .containsEntry(Attributes.TITLE, Attributes.text("Kept"))
                        .containsEntry(Attributes.UPDATED_AT, Attributes.time(clock().instant())));
    }

    private static List<Map<String, AttributeValue>> items(Session session) {
        return DYNAMO_DB
                .client()
                .query(request -> request.tableName(TABLE)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", Attributes.text(Keys.session(session.id())))))
                .items();
    }
}
