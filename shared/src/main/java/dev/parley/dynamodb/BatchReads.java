package dev.parley.dynamodb;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// Reads many items at once.
final class BatchReads {
    /// As many as DynamoDB takes in one request.
    private static final int MOST = 100;

    private final DynamoDbClient client;
    private final String table;
    private final Patience patience;

    BatchReads(DynamoDbClient client, String table, Patience patience) {
        this.client = client;
        this.table = table;
        this.patience = patience;
    }

    /// The items under these keys; keys of nothing are left out. If `consistent`, every earlier write is
    /// included; if not, it costs half.
    Map<ItemKey, EnhancedDocument> find(Collection<ItemKey> keys, boolean consistent) {
        Map<ItemKey, EnhancedDocument> found = new HashMap<>();
        List<ItemKey> asked = keys.stream().distinct().toList();
        for (int from = 0; from < asked.size(); from += MOST) {
            read(asked.subList(from, Math.min(asked.size(), from + MOST)), consistent, found);
        }
        return found;
    }

    private void read(List<ItemKey> keys, boolean consistent, Map<ItemKey, EnhancedDocument> found) {
        Patience.Attempts attempts = patience.begin();
        Map<String, KeysAndAttributes> left = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(keys.stream().map(Attributes::key).toList())
                        .consistentRead(consistent)
                        .build());
        while (true) {
            Map<String, KeysAndAttributes> asked = left;
            BatchGetItemResponse answer =
                    Transactions.calling(() -> client.batchGetItem(request -> request.requestItems(asked)));
            answer.responses().getOrDefault(table, List.of()).stream()
                    .map(EnhancedDocument::fromAttributeValueMap)
                    .forEach(item -> found.put(key(item), item));
            left = answer.unprocessedKeys();
            if (left.isEmpty()) {
                return;
            }
            attempts.next("keys left unprocessed");
        }
    }

    private static ItemKey key(EnhancedDocument item) {
        return new ItemKey(item.getString(Attributes.PK), item.getString(Attributes.SK));
    }
}
