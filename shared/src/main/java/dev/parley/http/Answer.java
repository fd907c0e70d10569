package dev.parley.http;

import dev.parley.chat.Refusal;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// What becomes of an event.
sealed interface Answer permits Response, Answer.Streaming {
    /// The HTTP status.
    int status();

    /// Events that are still to come.
    ///
    /// @param words the wire record in which the route says a refusal
    record Streaming(Map<String, String> headers, Consumer<EventSink> events, Function<Refusal, ?> words)
            implements Answer {
        @Override
        public int status() {
            return 200;
        }

        /// Sends the events to their end, and tells the log of what fails, and the caller in an event more, unless
        /// the last one has been sent. A caller who is gone is no failure.
        void send(EventSink sink, LogLine line) {
            try {
                events.accept(sink);
            } catch (UncheckedIOException _) {
                // Whoever was sent to has hung up.
            } catch (Refusal refusal) {
                if (Problem.of(refusal).isOurs()) {
                    line.failed(refusal);
                }
                refuse(sink, refusal);
            } catch (RuntimeException unexpected) {
                line.failed(unexpected);
                refuse(sink, new Refusal.Unexpected());
            }
        }

        private void refuse(EventSink sink, Refusal refusal) {
            if (sink.hasEnded()) {
                return;
            }
            try {
                sink.send(ServerSentEvent.error(words.apply(refusal)));
            } catch (UncheckedIOException _) {
                // Nobody is there to be told.
            }
        }
    }
}
