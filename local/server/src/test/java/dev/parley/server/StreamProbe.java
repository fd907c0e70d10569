package dev.parley.server;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.parley.Backend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps the sequence numbers of the records that it is called with, and fails at those that it is told to.
public final class StreamProbe {
    static final List<List<String>> BATCHES = new ArrayList<>();
    /// It answers that it failed at these.
    static final Set<String> REPORTED = new HashSet<>();
    /// It breaks at these.
    static final Set<String> POISON = new HashSet<>();

    public StreamProbe(Backend backend) {
        backend.callers();
    }

    static void reset() {
        BATCHES.clear();
        REPORTED.clear();
        POISON.clear();
    }

    public @Nullable StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        List<String> batch = event.getRecords().stream()
                .map(record -> record.getDynamodb().getSequenceNumber())
                .toList();
        BATCHES.add(batch);
        if (batch.stream().anyMatch(POISON::contains)) {
            throw new IllegalStateException("poisoned");
        }
        List<BatchItemFailure> failures = batch.stream()
                .filter(REPORTED::contains)
                .map(BatchItemFailure::new)
                .toList();
        return failures.isEmpty() ? null : new StreamsEventResponse(failures);
    }
}
