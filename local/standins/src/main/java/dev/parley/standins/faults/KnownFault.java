package dev.parley.standins.faults;

import java.io.IOException;
import java.util.Set;

/// The faults that every call of every route is tried with.
public enum KnownFault implements Fault {
    /// AWS fails, and nothing has happened there.
    FAILED {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.answer(AwsError.internal(exchange.call()));
        }
    },
    /// AWS says that it failed, but it has happened there.
    FAILED_AFTERWARDS {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.forward();
            exchange.answer(AwsError.internal(exchange.call()));
        }
    },
    /// It has happened there, and nothing is heard of it.
    REPLY_LOST {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.forward();
            exchange.hangUp();
        }
    },
    /// The connection breaks before the call arrives.
    RESET {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.reset();
        }
    },
    /// The connection breaks after it has happened.
    RESET_AFTERWARDS {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.forward();
            exchange.reset();
        }
    },
    /// Half of the reply arrives.
    CUT_OFF {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.answerHalf(exchange.forward());
        }
    },
    /// It happens at once, and the reply comes when nobody waits for it any more.
    LATE_REPLY {
        @Override
        public void befall(Exchange exchange) throws IOException {
            Reply reply = exchange.forward();
            exchange.delay();
            exchange.answer(reply);
        }
    },
    /// It happens when nobody waits for it any more.
    LATE_ARRIVAL {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.delay();
            exchange.answer(exchange.forward());
        }
    },
    /// Another transaction holds the item.
    CONFLICT {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.answer(AwsError.conflict(exchange));
        }

        @Override
        public boolean concerns(String operation) {
            return WRITES.contains(operation);
        }
    },
    /// Too many requests.
    THROTTLED {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.answer(AwsError.throttled(exchange));
        }
    },
    /// A part of a batch is left undone.
    UNPROCESSED {
        @Override
        public void befall(Exchange exchange) throws IOException {
            exchange.answer(Batch.half(exchange));
        }

        @Override
        public boolean concerns(String operation) {
            return operation.startsWith("Batch");
        }
    };

    private static final Set<String> WRITES = Set.of("TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem");

    /// Whether a call of this operation can meet it.
    public boolean concerns(String operation) {
        return true;
    }
}
