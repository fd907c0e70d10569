package dev.parley.chat;

class InMemoryChatStoreTest extends ChatStoreContract {
    private final InMemoryChatStore store = new InMemoryChatStore(clock());

    @Override
    public ChatStore store() {
        return store;
    }

    @Override
    public ChatStore keeping(Retention retention) {
        return store.keeping(retention);
    }
}
