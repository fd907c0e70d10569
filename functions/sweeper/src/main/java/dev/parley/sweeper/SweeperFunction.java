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
import dev.parley.chat.Tally;
import dev.parley.dynamodb.SessionSweeper;
import dev.parley.http.Failure;
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

    public SweeperFunction() {
        this(Backend.fromEnvironment());
    }

    public SweeperFunction(Backend backend) {
        sweeper = backend.sweeper();
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        Duration time = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
        List<BatchItemFailure> failed = Request.within(time, new Tally(), () -> sweep(event.getRecords(), context));
        return new StreamsEventResponse(failed);
    }

    /// A record that cannot be understood does not keep the others; a store that takes no more does, and so
    /// does the end of the time.
    private List<BatchItemFailure> sweep(List<DynamodbStreamRecord> records, Context context) {
        List<BatchItemFailure> failed = new ArrayList<>();
        for (DynamodbStreamRecord record : records) {
            try {
                sweeper.sweep(record);
            } catch (Refusal.TooBusy busy) {
                failed.add(failed(record, busy, context));
                return failed;
            } catch (RuntimeException unexpected) {
                failed.add(failed(record, unexpected, context));
            }
        }
        return failed;
    }

    private static BatchItemFailure failed(DynamodbStreamRecord record, RuntimeException failure, Context context) {
        String position = record.getDynamodb().getSequenceNumber();
        Failure.log(context, record.getEventName() + " " + record.getDynamodb().getKeys() + " " + position, failure);
        return new BatchItemFailure(position);
    }
}
