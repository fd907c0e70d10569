package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.TurnEvent.Delta;
import dev.parley.chat.TurnEvent.Started;
import dev.parley.chat.TurnEvent.Stopped;
import dev.parley.chat.TurnEvent.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A turn and its listener, each at a pace of its own.
@Timeout(30)
class RelayTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<TurnEvent> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch stands = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @Test
    void whatComesWhileTheListenerIsBusyIsToldInOnePiece() throws InterruptedException {
        try (Relay relay = Relay.to(this::hearSlowly, LONG)) {
            relay.accept(new Started("turn", 1));
            relay.accept(delta(1, "a"));
            stands.await();
            relay.accept(delta(2, "b"));
            relay.accept(new Waiting());
            relay.accept(delta(4, "cd"));
            relay.accept(new Stopped());
            goesOn.countDown();
        }

        assertThat(told).containsExactly(new Started("turn", 1), delta(1, "a"), delta(4, "bcd"), new Stopped());
    }

    @Test
    void aListenerWhoStandsStillIsLeftBehindInTheEnd() throws InterruptedException {
        try (Relay relay = Relay.to(this::hearSlowly, SHORT)) {
            relay.accept(delta(1, "a"));
            stands.await();
            relay.accept(delta(2, "b"));
            relay.accept(new Stopped());
        }

        assertThat(told).containsExactly(delta(1, "a"));
    }

    @Test
    void aListenerWhoIsGoneIsToldNoMore() {
        try (Relay relay = Relay.to(this::hearOnce, LONG)) {
            relay.accept(delta(1, "a"));
            relay.accept(new Stopped());
        }

        assertThat(told).containsExactly(delta(1, "a"));
    }

    private void hearOnce(TurnEvent event) {
        told.add(event);
        throw new UncheckedIOException(new IOException("gone"));
    }

    @Test
    void whatAListenerFailsWithIsThrownWhenTheTurnIsOver() {
        RuntimeException unforeseen = new IllegalStateException("unforeseen");

        assertThatThrownBy(() -> {
                    try (Relay relay = Relay.to(failing(unforeseen), LONG)) {
                        relay.accept(delta(1, "a"));
                        stands.await();
                        relay.accept(new Stopped());
                        told.add(new Stopped());
                    }
                })
                .isSameAs(unforeseen);
        assertThat(told).containsExactly(new Stopped());
    }

    @Test
    void anErrorEndsTheTurn() {
        Error error = new StackOverflowError();

        assertThatThrownBy(() -> {
                    try (Relay relay = Relay.to(failing(error), LONG)) {
                        while (true) {
                            relay.accept(new Waiting());
                            Thread.onSpinWait();
                        }
                    }
                })
                .isSameAs(error);
    }

    /// Stands still at the first delta until it is let go on, or interrupted as a write to a socket is.
    private void hearSlowly(TurnEvent event) {
        told.add(event);
        if (event instanceof Delta) {
            stands.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }

    private Consumer<TurnEvent> failing(Throwable how) {
        return _ -> {
            stands.countDown();
            switch (how) {
                case Error error -> throw error;
                case RuntimeException failure -> throw failure;
                default -> throw new AssertionError(how);
            }
        };
    }

    private static Delta delta(int end, String text) {
        return new Delta("turn", new Chunk(end, text));
    }
}
