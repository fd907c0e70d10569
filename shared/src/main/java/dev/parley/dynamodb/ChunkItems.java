package dev.parley.dynamodb;

import dev.parley.chat.Chunk;
import dev.parley.chat.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The chunks of streamed answers as items. Once the answer is stored nobody needs them; they go with their
/// session, or else by TTL, which costs nothing.
final class ChunkItems {
    private final DynamoDbClient client;
    private final String table;
    private final Spans spans;

    ChunkItems(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
        this.spans = new Spans(client, table);
    }

    void put(SessionId session, String turn, Chunk chunk, Instant gone) {
        Map<String, AttributeValue> item = new ItemBuilder(Keys.chunk(session, turn, chunk.end()))
                .text(Attributes.CONTENT, chunk.text())
                .number(Attributes.EXPIRES_AT, gone.getEpochSecond())
                .build();
        Transactions.calling(
                () -> client.putItem(request -> request.tableName(table).item(item)));
    }

    /// The chunks that end beyond a position, in order.
    List<Chunk> after(SessionId session, String turn, int position) {
        return spans.all(Keys.chunks(session, turn, position)).stream()
                .map(item -> new Chunk(Keys.endOf(item.getString(Attributes.SK)), item.getString(Attributes.CONTENT)))
                .toList();
    }
}
