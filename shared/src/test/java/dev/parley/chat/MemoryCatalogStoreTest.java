package dev.parley.chat;

import java.time.Clock;

class MemoryCatalogStoreTest extends CatalogStoreContract {
    @Override
    protected CatalogStore store(Clock clock) {
        return new MemoryCatalogStore(clock);
    }
}
