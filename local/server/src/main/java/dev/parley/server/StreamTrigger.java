package dev.parley.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.Template.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Calls one function with the records of the table's stream, as Lambda's event source mapping does: filtered, in
/// batches, again from the first failed record on, in halves where the first of them failed, and given up
/// in the end.
final class StreamTrigger {
    private final Trigger trigger;
    private final RecordFilter filter;
    private final LambdaHost functions;
    private final Supplier<UUID> ids;
    private final Consumer<ObjectNode> onFailure;

    /// @param onFailure takes what is said of a batch that was given up
    StreamTrigger(Trigger trigger, LambdaHost functions, Supplier<UUID> ids, Consumer<ObjectNode> onFailure) {
        this.trigger = trigger;
        this.filter = new RecordFilter(trigger.patterns());
        this.functions = functions;
        this.ids = ids;
        this.onFailure = onFailure;
    }

    /// Hands over the records of one shard; each has been swallowed or given up when this returns.
    void deliver(List<StreamRecord> records) {
        List<StreamRecord> admitted =
                records.stream().filter(record -> filter.admits(record.json())).toList();
        for (int start = 0; start < admitted.size(); start += trigger.batchSize()) {
            int end = Math.min(admitted.size(), start + trigger.batchSize());
            deliver(admitted.subList(start, end), trigger.retries());
        }
    }

    private void deliver(List<StreamRecord> batch, int retries) {
        OptionalInt failed = firstFailure(batch);
        if (failed.isEmpty()) {
            return;
        }
        List<StreamRecord> left = batch.subList(failed.getAsInt(), batch.size());
        if (left.size() < batch.size()) {
            deliver(left, retries);
        } else if (trigger.bisect() && left.size() > 1) {
            deliver(left.subList(0, left.size() / 2), retries);
            deliver(left.subList(left.size() / 2, left.size()), retries);
        } else if (retries > 0) {
            deliver(left, retries - 1);
        } else {
            onFailure.accept(givenUp(left));
        }
    }

    /// Calls the function: where it says that it failed, if it does.
    private OptionalInt firstFailure(List<StreamRecord> batch) {
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        batch.forEach(record -> records.add(record.json()));
        return functions
                .invoke(trigger, event, new RequestId(ids.get()))
                .map(answer -> first(batch, failed(answer)))
                .orElse(OptionalInt.of(0));
    }

    /// The records that an answer names as failed. An answer that is no object says that all went well.
    private List<String> failed(byte[] answer) {
        List<String> failed = new ArrayList<>();
        if (trigger.partial()) {
            Json.parseObject(answer)
                    .map(object -> object.path("batchItemFailures"))
                    .ifPresent(failures -> failures.forEach(
                            failure -> failed.add(failure.path("itemIdentifier").asText())));
        }
        return failed;
    }

    /// Where the first of the failed records stands, if any failed; a name that is none of the batch's fails
    /// all of it.
    private static OptionalInt first(List<StreamRecord> batch, List<String> failed) {
        boolean known =
                batch.stream().map(StreamRecord::sequenceNumber).toList().containsAll(failed);
        return known
                ? IntStream.range(0, batch.size())
                        .filter(i -> failed.contains(batch.get(i).sequenceNumber()))
                        .findFirst()
                : OptionalInt.of(0);
    }

    private ObjectNode givenUp(List<StreamRecord> batch) {
        ObjectNode json = Json.object();
        json.putObject("requestContext")
                .put("functionArn", LambdaContext.arn(trigger.function()))
                .put("condition", "RetryAttemptsExhausted");
        json.putObject("DDBStreamBatchInfo")
                .put("shardId", batch.getFirst().shard())
                .put("startSequenceNumber", batch.getFirst().sequenceNumber())
                .put("endSequenceNumber", batch.getLast().sequenceNumber())
                .put("batchSize", batch.size());
        return json;
    }
}
