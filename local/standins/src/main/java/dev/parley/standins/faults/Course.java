package dev.parley.standins.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What has been called since a plan was made.
final class Course {
    private final Plan plan;
    private final List<OutboundCall> calls = new ArrayList<>();
    private final Map<String, OutboundCall> lastTries = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    Course(Plan plan) {
        this.plan = plan;
    }

    Plan plan() {
        return plan;
    }

    /// The next try.
    ///
    /// @param invocation what the SDK names each call by, whichever try
    synchronized OutboundCall next(String operation, String invocation) {
        OutboundCall before = lastTries.get(invocation);
        OutboundCall call = before == null
                ? new OutboundCall(operation, counts.merge(operation, 1, Integer::sum), 1)
                : new OutboundCall(operation, before.ordinal(), before.attempt() + 1);
        lastTries.put(invocation, call);
        calls.add(call);
        return call;
    }

    synchronized List<OutboundCall> calls() {
        return List.copyOf(calls);
    }
}
