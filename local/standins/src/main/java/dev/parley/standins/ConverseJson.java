package dev.parley.standins;

import java.util.List;

/// The JSON of Converse's answers and of ConverseStream's events, in Bedrock's words.
final class ConverseJson {

    private ConverseJson() {}

    record Response(Output output, String stopReason, Usage usage, Metrics metrics) {

        static Response of(Answer answer, long milliseconds) {
            var content = answer.text().isEmpty() ? List.<Text>of() : List.of(new Text(answer.text()));
            return new Response(
                    new Output(new Message("assistant", content)),
                    answer.stopReason(),
                    Usage.of(answer),
                    new Metrics(milliseconds));
        }
    }

    record Output(Message message) {}

    record Message(String role, List<Text> content) {}

    record Text(String text) {}

    record Usage(int inputTokens, int outputTokens, int totalTokens) {

        static Usage of(Answer answer) {
            var input = answer.inputTokens();
            var output = answer.outputTokens();
            return new Usage(input, output, input + output);
        }
    }

    record Metrics(long latencyMs) {}

    record MessageStart(String role) {}

    record ContentBlockDelta(int contentBlockIndex, Text delta) {}

    record ContentBlockStop(int contentBlockIndex) {}

    record MessageStop(String stopReason) {}

    record Metadata(Usage usage, Metrics metrics) {}
}
