package dev.parley.dynamodb;

import dev.parley.chat.ChatStore;
import dev.parley.chat.ChatStoreContract;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;

class DynamoChatStoreTest extends ChatStoreContract {
    private static final LocalDynamoDb DYNAMO_DB = LocalDynamoDb.shared();
    private static final String TABLE = DYNAMO_DB.freshTable(Template.ofProject());

    private final ChatStore store =
            new DynamoChatStore(DYNAMO_DB.client(), TABLE, new Patience(clock(), Duration.ofSeconds(10), _ -> {}));

    @Override
    public ChatStore store() {
        return store;
    }
}
