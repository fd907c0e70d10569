package dev.parley.chat;

import java.util.function.Consumer;

/// A streamed turn that can be told: its refusals, if there were any, came before.
@FunctionalInterface
public interface Telling {
    /// Tells the turn to its end. It is to be called once, by the request that asked for it.
    ///
    /// @param listener called by one thread at a time; what it throws as [java.io.UncheckedIOException] means
    ///     that nobody listens any more
    /// @throws Refusal when it ends otherwise than with an answer, and this request has to do with why; and why its
    ///     answer broke off, after its end was told
    void to(Consumer<TurnEvent> listener);
}
