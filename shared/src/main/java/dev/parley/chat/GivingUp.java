package dev.parley.chat;

import java.util.function.Function;
import java.util.function.Supplier;

/// Giving turns up that get no answer: the reason is noted on the user's message, and the session takes the next.
record GivingUp(ChatStore store) {

    /// What `step` gives. If it fails, foreseen or not, the turn is given up: one that is not given back would keep
    /// the session waiting until its lease ends.
    <T> T or(Turn turn, Supplier<T> step, Function<RuntimeException, Usage> usage) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            throw after(turn, failure, usage.apply(failure));
        }
    }

    /// What is to be told of a failure once the turn is given up for it.
    RuntimeException after(Turn turn, RuntimeException failure, Usage usage) {
        try {
            store.giveUp(turn, reason(failure), usage);
        } catch (Refusal.NotFound _) {
            return failure instanceof Refusal.NoAnswer noAnswer ? noAnswer.forgotten() : failure;
        } catch (RuntimeException another) {
            // The lease frees the session then; what failed first is what has to be told.
            failure.addSuppressed(another);
        }
        return failure;
    }

    /// What a model has used that failed.
    static Usage usage(RuntimeException failure) {
        return failure instanceof Refusal.NoAnswer noAnswer ? noAnswer.usage() : Usage.UNKNOWN;
    }

    private static String reason(RuntimeException failure) {
        return switch (failure) {
            case Refusal.NoAnswer noAnswer -> noAnswer.reason();
            case Refusal.TooBusy _ -> "store too busy";
            default -> "failed";
        };
    }
}
