package dev.parley.titler;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.parley.chat.Refusal;
import dev.parley.chat.Titles.Outcome;
import dev.parley.http.LogLine;
import java.util.function.Supplier;

/// What became of one record.
sealed interface Attempt {
    DynamodbStreamRecord record();

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

    default boolean comesAgain() {
        return this instanceof Failed;
    }

    /// Whether it will fail again, for all we know.
    default boolean failedForGood() {
        return this instanceof Failed failed
                && !(failed.failure() instanceof Refusal.TooBusy)
                && !(failed.failure() instanceof Refusal.NoAnswer);
    }

    /// Puts into the log what failed, also where the session has a title all the same.
    default void note(LogLine line) {
        switch (this) {
            case Done done -> {
                if (done.outcome() instanceof Outcome.Quoted quoted) {
                    line.failed(name(), quoted.failure());
                }
            }
            case Failed failed -> line.failed(name(), failed.failure());
        }
    }

    /// Where in its shard the record stands.
    default String position() {
        return record().getDynamodb().getSequenceNumber();
    }

    private String name() {
        return record().getEventName() + " " + record().getDynamodb().getKeys() + " " + position();
    }
}
