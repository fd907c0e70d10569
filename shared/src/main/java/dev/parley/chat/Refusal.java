package dev.parley.chat;

import java.time.Duration;

/// An expected failure, named for what the caller can do about it. Says nothing of HTTP; `http` maps each case to a
/// status once, and each group of endpoints puts it into its own words.
public abstract sealed class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Refusal(String message) {
        super(message, null, false, false);
    }

    /// The request cannot be understood: `field` is the one at fault, and the reason reads on from its name.
    public static final class Invalid extends Refusal {
        private static final long serialVersionUID = 1L;

        public Invalid(String field, String reason) {
            super(field + " " + reason);
        }
    }

    /// The token names nobody who may call.
    public static final class Unauthenticated extends Refusal {
        private static final long serialVersionUID = 1L;

        public Unauthenticated() {
            super("no caller");
        }
    }

    /// The caller is known and may not do this.
    public static final class Forbidden extends Refusal {
        private static final long serialVersionUID = 1L;

        public Forbidden() {
            super("forbidden");
        }
    }

    /// There is no such thing, or none that this caller may know of: the two are never told apart.
    public static final class NotFound extends Refusal {
        private static final long serialVersionUID = 1L;
        private final Thing thing;

        public NotFound(Thing thing) {
            super("no such " + thing);
            this.thing = thing;
        }

        public Thing thing() {
            return thing;
        }
    }

    /// Something else is in the way just now, or for good.
    public static final class Conflict extends Refusal {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        public Conflict(Reason reason) {
            super("conflict: " + reason);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }

        /// What is in the way.
        public enum Reason {
            TURN_RUNNING,
            TWIN_RUNNING,
            ID_TAKEN
        }
    }

    /// The user's [TokenBudget] for the day has no room for the turn, whether it is spent or set aside for
    /// turns that run.
    public static final class BudgetSpent extends Refusal {
        private static final long serialVersionUID = 1L;
        private final Duration opensIn;

        public BudgetSpent(Duration opensIn) {
            super("token budget spent");
            this.opensIn = opensIn;
        }

        /// How long it is until the next day, which has a budget of its own.
        public Duration opensIn() {
            return opensIn;
        }
    }

    /// The store is overloaded or out of reach; the same request may succeed later.
    public static final class TooBusy extends Refusal {
        private static final long serialVersionUID = 1L;

        public TooBusy(String cause) {
            super(cause);
        }
    }

    /// The model gave no answer; `reason` is a word for the log and for the user's message, never the caller's
    /// text. The user's message is kept, unless its session is gone.
    public static final class NoAnswer extends Refusal {
        private static final long serialVersionUID = 1L;
        private final String reason;
        private final transient Usage usage;
        private final boolean passes;
        private final boolean kept;

        public NoAnswer(String reason, Usage usage) {
            this(reason, usage, false, true);
        }

        private NoAnswer(String reason, Usage usage, boolean passes, boolean kept) {
            super("no answer: " + reason);
            this.reason = reason;
            this.usage = usage;
            this.passes = passes;
            this.kept = kept;
        }

        /// One for a reason that may be gone when the model is asked the same again: it was throttled, out of reach
        /// or out of time, or failed by itself.
        public static NoAnswer passing(String reason, Usage usage) {
            return new NoAnswer(reason, usage, true, true);
        }

        /// The same where the session, and the user's message with it, is gone.
        NoAnswer forgotten() {
            return new NoAnswer(reason, usage, passes, false);
        }

        /// Whether the model may answer the same question later.
        public boolean passes() {
            return passes;
        }

        /// Whether the user's message is still there.
        public boolean kept() {
            return kept;
        }

        public String reason() {
            return reason;
        }

        /// What the attempt has used up all the same.
        public Usage usage() {
            return usage;
        }
    }

    /// Something failed that nobody foresaw; the log has it under the request's id.
    public static final class Unexpected extends Refusal {
        private static final long serialVersionUID = 1L;

        public Unexpected() {
            super("unexpected failure");
        }
    }
}
