package dev.parley.titler;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.parley.chat.Titles.Outcome;
import dev.parley.http.StreamBatch;
import java.util.function.Supplier;

/// What became of one record.
sealed interface Attempt {
    /// The session was seen to.
    record Done(DynamodbStreamRecord record, Outcome outcome) implements Attempt {}

    /// It was not.
    record Failed(DynamodbStreamRecord record, RuntimeException failure) implements Attempt {}

    static Attempt of(DynamodbStreamRecord record, Supplier<Outcome> title) {
        try {
            return new Done(record, title.get());
        } catch (RuntimeException failure) {
            return new Failed(record, failure);
        }
    }

    default boolean gaveTitle() {
        return this instanceof Done done && !(done.outcome() instanceof Outcome.Unwanted);
    }

    /// Tells the batch what failed, also where the session has a title all the same.
    default void tell(StreamBatch batch) {
        switch (this) {
            case Done(var record, Outcome.Quoted(var failure)) -> batch.log(record, failure);
            case Done _ -> {
                // Nothing failed.
            }
            case Failed(var record, var failure) -> batch.failed(record, failure);
        }
    }
}
