package dev.parley.dynamodb;

import dev.parley.chat.Beside;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
        List<ItemKey> asked = keys.stream().distinct().toList();
        List<Supplier<List<EnhancedDocument>>> reads = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += MOST) {
            List<ItemKey> some = asked.subList(from, Math.min(asked.size(), from + MOST));
            reads.add(() -> read(some, consistent));
        }
        return Beside.all(reads).stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(BatchReads::key, Function.identity()));
    }

    private List<EnhancedDocument> read(List<ItemKey> keys, boolean consistent) {
        Patience.Attempts attempts = patience.begin();
        List<EnhancedDocument> found = new ArrayList<>();
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
                    .forEach(found::add);
            left = answer.unprocessedKeys();
            if (left.isEmpty()) {
                return found;
            }
            attempts.next("keys left unprocessed");
        }
    }

    private static ItemKey key(EnhancedDocument item) {
        return new ItemKey(item.getString(Attributes.PK), item.getString(Attributes.SK));
    }
}
