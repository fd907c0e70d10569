package dev.parley.stream;

import dev.parley.chat.Generation;
import dev.parley.chat.Message;
import dev.parley.chat.StopReason;
import dev.parley.chat.TurnEvent;
import dev.parley.chat.Usage;
import dev.parley.http.IsoTime;
import dev.parley.http.ServerSentEvent;
import org.jspecify.annotations.Nullable;

/// What is told of a turn, as events of the stream API.
final class StreamJson {
    private static final String COMPLETED = "message.completed";

    private StreamJson() {}

    static ServerSentEvent event(TurnEvent.Started started) {
        return new ServerSentEvent("message.started", new Started(started.turn(), started.asked()));
    }

    static ServerSentEvent event(TurnEvent.Delta delta) {
        // So that whoever was cut off asks for what comes after the last id, and misses and repeats nothing.
        return new ServerSentEvent(
                "message.delta", EventIds.of(delta), new Delta(delta.chunk().text()));
    }

    static ServerSentEvent event(TurnEvent.End end) {
        return switch (end) {
            case TurnEvent.Completed(var answer) -> new ServerSentEvent(COMPLETED, completed(answer));
            case TurnEvent.Stopped _ ->
                new ServerSentEvent(COMPLETED, new Completed(null, StopReason.OfTheTurn.STOPPED.word(), null));
            case TurnEvent.Failed(var refusal) -> ServerSentEvent.error(StreamRefusals.of(refusal));
        };
    }

    private static Completed completed(Message answer) {
        Generation generation = answer.generation();
        return new Completed(
                new Answer(answer.seq(), "assistant", answer.said().text(), IsoTime.milliseconds(answer.timestamp())),
                generation == null ? null : generation.stopReason().word(),
                generation == null || generation.usage().equals(Usage.UNKNOWN)
                        ? null
                        : new Tokens(generation.inputTokens(), generation.outputTokens()));
    }

    /// @param seq of the user's message
    private record Started(String turnId, int seq) {}

    private record Delta(String text) {}

    /// @param message null where the turn was stopped before the model had said anything
    /// @param usage null where nobody counted
    private record Completed(
            @Nullable Answer message,
            @Nullable String stopReason,
            @Nullable Tokens usage) {}

    private record Answer(int seq, String role, String content, String timestamp) {}

    private record Tokens(int inputTokens, int outputTokens) {}
}
