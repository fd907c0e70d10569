package dev.parley.sweeper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.parley.Backend;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.dynamodb.SessionSweeper;
import dev.parley.http.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Sweeps up after deleted and expired sessions: called with records of the table's stream, in their order.
///
/// It answers with the records that failed; Lambda comes again from the first of them on. What is swept twice is
/// swept once.
public final class SweeperFunction implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    /// What is kept of the function's time for saying how far it got.
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final SessionSweeper sweeper;
    private final Clock clock;

    public SweeperFunction() {
        this(Backend.fromEnvironment());
    }

    public SweeperFunction(Backend backend) {
        sweeper = backend.sweeper();
        clock = backend.clock();
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        Duration time = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
        LogLine line = new LogLine(context, clock);
        List<DynamodbStreamRecord> records = event.getRecords();
        List<RecordFailure> failed = Request.within(time, line.tally(), () -> sweep(records));
        failed.forEach(record -> line.failed(record.name(), record.failure()));
        line.write(new Swept(
                records.size(), failed.stream().filter(RecordFailure::isForGood).count()));
        return new StreamsEventResponse(failed.stream()
                .map(record -> new BatchItemFailure(record.position()))
                .toList());
    }

    /// A record that cannot be understood does not keep the others; a store that takes no more does, and so
    /// does the end of the time.
    private List<RecordFailure> sweep(List<DynamodbStreamRecord> records) {
        List<RecordFailure> failed = new ArrayList<>();
        for (DynamodbStreamRecord record : records) {
            try {
                sweeper.sweep(record);
            } catch (Refusal.TooBusy busy) {
                failed.add(new RecordFailure(record, busy));
                return failed;
            } catch (RuntimeException unexpected) {
                failed.add(new RecordFailure(record, unexpected));
            }
        }
        return failed;
    }

    private record RecordFailure(DynamodbStreamRecord record, RuntimeException failure) {
        String name() {
            return record.getEventName() + " " + record.getDynamodb().getKeys() + " " + position();
        }

        String position() {
            return record.getDynamodb().getSequenceNumber();
        }

        /// Whether it will fail again, for all we know.
        boolean isForGood() {
            return !(failure instanceof Refusal.TooBusy);
        }
    }

    /// How a batch ended, for the log.
    private record Swept(int records, long sweepFailures) {}
}
