package dev.parley.http;

import java.util.Set;
import org.crac.Context;
import org.crac.Resource;

/// A function that rehearses before Lambda takes a snapshot of it. Lambda's own client asks those that are
/// registered with CRaC's global context, Parley's runtime the function that it runs.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Lambda SnapStart
///     runtime hooks for Java</a>
public interface Rehearsed extends Resource {
    /// The route keys that the function answers.
    Set<String> routes();

    /// Answers so many calls of each route, and leaves nothing of them but counters of nobody's. A failure is
    /// logged and no more: a snapshot can do without.
    void rehearse(int times);

    @Override
    default void beforeCheckpoint(Context<? extends Resource> snapshots) {
        rehearse(Rehearsal.TIMES);
    }

    /// Nothing is to be done: a function keeps nothing that a copy of it must not have.
    @Override
    default void afterRestore(Context<? extends Resource> snapshots) {}
}
