package dev.parley.benchmarks.scale;

import dev.parley.benchmarks.metered.Event;

/// A call that lists sessions or shows a history.
///
/// @param name the operation and what it is asked for, such as `agent/history, from the middle`
/// @param drawn whether the charts show it: those that behave like another are left out
record Probe(String name, Event event, boolean drawn) {
    Probe(String name, Event event) {
        this(name, event, false);
    }

    Probe inCharts() {
        return new Probe(name, event, true);
    }

    /// The same call by an administrator.
    Probe asAdministrator() {
        return new Probe("an administrator's " + name, event.asAdministrator(), true);
    }
}
