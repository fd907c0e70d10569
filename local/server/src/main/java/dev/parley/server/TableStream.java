package dev.parley.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The table's stream, followed from its oldest record on, through the shards as they come and end.
final class TableStream {
    private final DynamoDbStreamsClient client;
    private final String arn;
    /// By shard id, which sorts by age: where to go on reading.
    private final Map<String, String> iterators = new TreeMap<>();
    private final Map<String, String> lastRead = new TreeMap<>();
    private final Set<String> known = new HashSet<>();

    private TableStream(DynamoDbStreamsClient client, String arn) {
        this.client = client;
        this.arn = arn;
    }

    /// The stream of that table.
    ///
    /// @throws IllegalStateException when it has none
    static TableStream of(DynamoDbClient tables, DynamoDbStreamsClient client, String table) {
        String arn = tables.describeTable(request -> request.tableName(table))
                .table()
                .latestStreamArn();
        if (arn == null) {
            throw new IllegalStateException("the table " + table + " has no stream");
        }
        TableStream stream = new TableStream(client, arn);
        stream.findShards();
        return stream;
    }

    /// The next records, in the order of their shard; none when everything has been read.
    List<StreamRecord> next() {
        findShards();
        for (String shard : List.copyOf(iterators.keySet())) {
            List<StreamRecord> records = read(shard);
            if (!records.isEmpty()) {
                return records;
            }
        }
        return List.of();
    }

    /// Reads on in a shard; an ended one is forgotten when all of it has been read.
    private List<StreamRecord> read(String shard) {
        GetRecordsResponse answer = records(shard);
        String next = answer.nextShardIterator();
        if (next == null) {
            iterators.remove(shard);
        } else {
            iterators.put(shard, next);
        }
        List<StreamRecord> records = new ArrayList<>();
        for (Record record : answer.records()) {
            lastRead.put(shard, record.dynamodb().sequenceNumber());
            records.add(StreamRecord.of(shard, arn, record));
        }
        return records;
    }

    private GetRecordsResponse records(String shard) {
        try {
            return client.getRecords(request -> request.shardIterator(iterators.get(shard)));
        } catch (ExpiredIteratorException _) {
            // The machine slept.
            iterators.put(shard, iterator(shard));
            return client.getRecords(request -> request.shardIterator(iterators.get(shard)));
        }
    }

    private void findShards() {
        Optional<String> last = Optional.empty();
        do {
            String after = last.orElse(null);
            DescribeStreamResponse stream =
                    client.describeStream(request -> request.streamArn(arn).exclusiveStartShardId(after));
            for (Shard shard : stream.streamDescription().shards()) {
                if (known.add(shard.shardId())) {
                    iterators.put(shard.shardId(), iterator(shard.shardId()));
                }
            }
            last = Optional.ofNullable(stream.streamDescription().lastEvaluatedShardId());
        } while (last.isPresent());
    }

    private String iterator(String shard) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamArn(arn).shardId(shard);
        String read = lastRead.get(shard);
        return client.getShardIterator(
                        read == null
                                ? request.shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                                        .build()
                                : request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                        .sequenceNumber(read)
                                        .build())
                .shardIterator();
    }
}
