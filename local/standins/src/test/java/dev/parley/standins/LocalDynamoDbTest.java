package dev.parley.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class LocalDynamoDbTest {

    private static DynamoDbClient client;
    private String table;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        client = LocalDynamoDb.shared().client();
    }

    @BeforeEach
    void freshTable() {
        table = LocalDynamoDb.shared().freshTable(TemplateTest.TEMPLATE);
    }

    @Test
    void theTableIsActiveWithItsIndexesAndStream() {
        var description =
                client.describeTable(request -> request.tableName(table)).table();

        assertThat(description.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(description.globalSecondaryIndexes()).hasSize(4);
        assertThat(description.latestStreamArn()).isNotBlank();
    }

    @Test
    void nothingExpiresByTheMachinesClockUnlessTheTablesUserAsksForIt() {
        assertThat(client.describeTimeToLive(request -> request.tableName(table))
                        .timeToLiveDescription()
                        .timeToLiveStatus())
                .isEqualTo(TimeToLiveStatus.DISABLED);

        LocalTables.expire(client, TemplateTest.TEMPLATE, table);

        var ttl = client.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();

        assertThat(ttl.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
        assertThat(ttl.attributeName()).isEqualTo("expiresAt");
    }

    @Test
    void creatingATableTwiceKeepsItsItems() {
        put("s1", "holmes", 1);

        LocalTables.create(client, TemplateTest.TEMPLATE, table);

        assertThat(client.scan(request -> request.tableName(table)).items()).hasSize(1);
    }

    @Test
    void everyFreshTableIsAnother() {
        put("s1", "holmes", 1);

        var other = LocalDynamoDb.shared().freshTable(TemplateTest.TEMPLATE);

        assertThat(client.scan(request -> request.tableName(other)).items()).isEmpty();
    }

    @Test
    void anIndexOfTwoPartitionKeysIsQueriedByBothInTheOrderOfItsSortKeys() {
        IntStream.of(3, 1, 2).forEach(number -> put("s" + number, "holmes", number));
        put("s4", "hal", 4);

        var found = client.query(request -> request.tableName(table)
                .indexName("by-owner-assistant")
                .keyConditionExpression("#o = :owner AND assistant = :assistant AND createdAt = :at AND #n > :n")
                .expressionAttributeNames(Map.of("#o", "owner", "#n", "number"))
                .expressionAttributeValues(Map.of(
                        ":owner", AttributeValue.fromS("ann"),
                        ":assistant", AttributeValue.fromS("holmes"),
                        ":at", AttributeValue.fromS("2026-01-01"),
                        ":n", AttributeValue.fromN("1")))
                .projectionExpression("#n")
                .scanIndexForward(false));

        assertThat(found.items())
                .containsExactly(
                        Map.of("number", AttributeValue.fromN("3")), Map.of("number", AttributeValue.fromN("2")));
    }

    @Test
    void aRemovalIsOnTheStreamWithItsOldImage() {
        put("s1", "holmes", 1);
        client.deleteItem(request -> request.tableName(table).key(key("s1")));

        var records = streamOf(table);

        assertThat(records).extracting(Record::eventName).containsExactly(OperationType.INSERT, OperationType.REMOVE);
        assertThat(records.getLast().dynamodb().oldImage()).containsEntry("assistant", AttributeValue.fromS("holmes"));
    }

    @Test
    void aFolderKeepsTheTablesOfAClosedDynamoDb() {
        try (var first = LocalDynamoDb.in(folder.resolve("data"))) {
            first.createTable(TemplateTest.TEMPLATE, "kept");
            first.client().putItem(request -> request.tableName("kept").item(key("s1")));
        }
        try (var second = LocalDynamoDb.in(folder.resolve("data"))) {
            second.createTable(TemplateTest.TEMPLATE, "kept");
            assertThat(second.client()
                            .getItem(request -> request.tableName("kept").key(key("s1")))
                            .hasItem())
                    .isTrue();
        }
    }

    @Test
    void aGivenPortIsTaken() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var local = LocalDynamoDb.inMemory(port)) {
            assertThat(local.endpoint()).hasPort(port).hasHost("127.0.0.1");
            assertThat(local.client().listTables().tableNames()).isEmpty();
        }
    }

    @Test
    void aClosedDynamoDbAnswersNoMore() {
        var local = LocalDynamoDb.inMemory();
        local.close();

        try (var late = LocalClients.dynamoDb(local.endpoint())) {
            assertThatExceptionOfType(SdkClientException.class).isThrownBy(late::listTables);
        }
    }

    private void put(String session, String assistant, int number) {
        client.putItem(request -> request.tableName(table)
                .item(Map.of(
                        "pk", AttributeValue.fromS(session),
                        "sk", AttributeValue.fromS("SESSION"),
                        "owner", AttributeValue.fromS("ann"),
                        "assistant", AttributeValue.fromS(assistant),
                        "createdAt", AttributeValue.fromS("2026-01-01"),
                        "number", AttributeValue.fromN(String.valueOf(number)))));
    }

    private static Map<String, AttributeValue> key(String session) {
        return Map.of("pk", AttributeValue.fromS(session), "sk", AttributeValue.fromS("SESSION"));
    }

    private static List<Record> streamOf(String table) {
        try (var streams = LocalDynamoDb.shared().streams()) {
            var arn = client.describeTable(request -> request.tableName(table))
                    .table()
                    .latestStreamArn();
            var shard = streams.describeStream(request -> request.streamArn(arn))
                    .streamDescription()
                    .shards()
                    .getFirst();
            var iterator = streams.getShardIterator(request -> request.streamArn(arn)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            return streams.getRecords(request -> request.shardIterator(iterator))
                    .records();
        }
    }
}
