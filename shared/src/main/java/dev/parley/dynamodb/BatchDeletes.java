package dev.parley.dynamodb;

import dev.parley.chat.Refusal;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Deletes many items at once, whether they are there or not.
record BatchDeletes(DynamoDbClient client, String table, Patience patience) {
    /// As many as DynamoDB takes in one request.
    static final int MOST = 25;

    /// Deletes the items under at most [#MOST] keys. As long as some of them go, the others are tried again.
    ///
    /// @throws Refusal.TooBusy when nothing has gone for as long as patience lasts
    void delete(List<ItemKey> keys) {
        List<WriteRequest> left = keys.stream().map(BatchDeletes::deletion).toList();
        Patience.Attempts attempts = patience.begin();
        while (!left.isEmpty()) {
            List<WriteRequest> unprocessed = unprocessed(left);
            if (unprocessed.size() < left.size()) {
                attempts = patience.begin();
            }
            if (!unprocessed.isEmpty()) {
                attempts.next("deletions left unprocessed");
            }
            left = unprocessed;
        }
    }

    /// What DynamoDB did not get to: all of it, where the partition takes no more for the moment.
    private List<WriteRequest> unprocessed(List<WriteRequest> asked) {
        return Transactions.unlessThrottled(
                        () -> client.batchWriteItem(request -> request.requestItems(Map.of(table, asked))))
                .map(answer -> answer.unprocessedItems().getOrDefault(table, List.of()))
                .orElse(asked);
    }

    private static WriteRequest deletion(ItemKey key) {
        return WriteRequest.builder()
                .deleteRequest(request -> request.key(Attributes.key(key)))
                .build();
    }
}
