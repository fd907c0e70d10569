package dev.parley.sweeper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.parley.Backend;
import dev.parley.chat.Refusal;
import dev.parley.dynamodb.SessionSweeper;
import dev.parley.http.StreamBatch;
import java.time.Clock;

/// Sweeps up after deleted and expired sessions: called with records of the table's stream, in their order. What is
/// swept twice is swept once.
public final class SweeperFunction implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
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
        return StreamBatch.handle(event, context, clock, this::sweep);
    }

    /// A record that cannot be understood does not keep the others; a store that takes no more does, and so
    /// does the end of the time.
    private Swept sweep(StreamBatch batch) {
        for (DynamodbStreamRecord record : batch.records()) {
            try {
                sweeper.sweep(record);
            } catch (Refusal.TooBusy busy) {
                batch.failed(record, busy);
                break;
            } catch (RuntimeException unexpected) {
                batch.failed(record, unexpected);
            }
        }
        return new Swept(batch.records().size(), batch.failuresForGood());
    }

    /// How a batch ended, for the log.
    private record Swept(int records, int sweepFailures) {}
}
