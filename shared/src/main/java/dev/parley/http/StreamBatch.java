package dev.parley.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A batch of records of the table's stream, with which a function is called: the function notes which of them
/// failed, and Lambda comes again from the first of these on.
public final class StreamBatch {
    /// What is kept of the function's time for saying how far it got.
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final List<DynamodbStreamRecord> records;
    private final LogLine line;
    private final List<BatchItemFailure> failures = new ArrayList<>();
    private int failuresForGood;

    private StreamBatch(List<DynamodbStreamRecord> records, LogLine line) {
        this.records = List.copyOf(records);
        this.line = line;
    }

    /// Has a batch worked off in the time of its invocation, and writes the line of it into the log.
    ///
    /// @param work gives a record whose members tell the log how the batch ended
    public static StreamsEventResponse handle(
            DynamodbEvent event, Context context, Clock clock, Function<StreamBatch, Record> work) {
        Duration time = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
        LogLine line = new LogLine(context, clock);
        StreamBatch batch = new StreamBatch(event.getRecords(), line);
        line.write(Request.within(time, line.tally(), () -> work.apply(batch)));
        return new StreamsEventResponse(batch.failures);
    }

    public List<DynamodbStreamRecord> records() {
        return records;
    }

    /// How many of the records that failed will fail again, for all we know.
    public int failuresForGood() {
        return failuresForGood;
    }

    /// Notes that a record failed: Lambda comes again with it.
    public void failed(DynamodbStreamRecord record, RuntimeException failure) {
        failures.add(new BatchItemFailure(position(record)));
        if (!passes(failure)) {
            failuresForGood++;
        }
        log(record, failure);
    }

    /// Puts into the log what failed about a record that does not come again for it.
    public void log(DynamodbStreamRecord record, RuntimeException failure) {
        line.failed(record.getEventName() + " " + record.getDynamodb().getKeys() + " " + position(record), failure);
    }

    private static boolean passes(RuntimeException failure) {
        return failure instanceof Refusal.TooBusy || failure instanceof Refusal.NoAnswer;
    }

    /// Where in its shard the record stands.
    private static String position(DynamodbStreamRecord record) {
        return record.getDynamodb().getSequenceNumber();
    }
}
