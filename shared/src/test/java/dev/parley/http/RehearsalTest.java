package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.Caller;
import dev.parley.standins.HandClock;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How long a rehearsal goes on, and how it ends.
class RehearsalTest {
    private static final LinkedHashSet<String> ROUTES = new LinkedHashSet<>(List.of("GET /a", "GET /b"));
    private static final Rehearsal.Line LINE = new Rehearsal.Line(Map.of(), "", "");

    private final HandClock clock = new HandClock();
    private int ended;

    private record Nobodys(Runnable before, Runnable end) implements Rehearsal.Script {
        @Override
        public Rehearsal.Line next(Caller nobody) {
            before.run();
            return LINE;
        }

        @Override
        public void end(Caller nobody) {
            end.run();
        }
    }

    @Test
    void eachRouteIsCalledInTurn() throws IOException {
        assertThat(calls(3, () -> {})).isEqualTo(6);
        assertThat(ended).isOne();
    }

    @Test
    void aRehearsalAtASlowStoreMakesNoMoreCallsAfterAMinuteAndTidiesUp() throws IOException {
        assertThat(calls(3, () -> clock.moveOn(Duration.ofSeconds(25)))).isEqualTo(3);
        assertThat(ended).isOne();
    }

    @Test
    void aStoreThatDoesNotPlayAlongEndsItAndTheFirstFailureIsTold() {
        Rehearsal rehearsal = new Rehearsal(new Nobodys(
                () -> {
                    throw new IllegalStateException("first");
                },
                () -> {
                    throw new IllegalStateException("second");
                }));

        assertThatThrownBy(() -> rehearsal.play(1, ROUTES, Callers.byClaims("local"), clock, _ -> {}))
                .hasMessage("first")
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
    }

    private int calls(int times, Runnable before) throws IOException {
        int[] calls = {0};
        new Rehearsal(new Nobodys(before, () -> ended++))
                .play(times, ROUTES, Callers.byClaims("local"), clock, _ -> calls[0]++);
        return calls[0];
    }
}
