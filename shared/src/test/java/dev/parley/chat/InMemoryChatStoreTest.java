package dev.parley.chat;

class InMemoryChatStoreTest extends ChatStoreContract {
    private final ChatStore store = new InMemoryChatStore(clock());

    @Override
    public ChatStore store() {
        return store;
    }
}
