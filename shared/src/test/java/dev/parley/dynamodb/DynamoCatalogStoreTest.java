package dev.parley.dynamodb;

import dev.parley.chat.CatalogStore;
import dev.parley.chat.CatalogStoreContract;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Clock;
import java.time.Duration;

class DynamoCatalogStoreTest extends CatalogStoreContract {
    @Override
    protected CatalogStore store(Clock clock) {
        LocalDynamoDb local = LocalDynamoDb.shared();
        return new DynamoCatalogStore(
                local.client(),
                local.freshTable(Template.ofProject()),
                new Patience(clock, Duration.ofSeconds(10), _ -> {}));
    }
}
