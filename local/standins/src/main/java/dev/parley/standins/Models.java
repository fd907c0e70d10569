package dev.parley.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Every model there is: they all repeat what the caller said, or do what a test's switch says.
final class Models {

    private final ObjectMapper json;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    Models(ObjectMapper json) {
        this.json = json;
    }

    void converse(Context context, JsonNode request) throws IOException {
        var turn = Turn.of(request);
        var body = json.writeValueAsBytes(ConverseJson.Response.of(turn.answer(), turn.milliseconds()));
        var gate = gates.get(turn.newestText());
        if (gate != null && !passes(gate, context)) {
            return;
        }
        context.contentType("application/json");
        context.res().setContentLength(body.length);
        var out = context.res().getOutputStream();
        if (turn.isCutOff()) {
            out.write(body, 0, body.length / 2);
            out.flush();
            BrokenConnection.of(context);
        } else {
            out.write(body);
        }
    }

    void converseStream(Context context, JsonNode request) throws IOException {
        var turn = Turn.of(request);
        var gate = gates.get(turn.newestText());
        context.contentType(EventStream.CONTENT_TYPE);
        var stream = new EventStream(context.res().getOutputStream(), json);
        stream.send("messageStart", new ConverseJson.MessageStart("assistant"));
        for (var delta : turn.answer().deltas()) {
            if (gate != null && !passes(gate, context)) {
                return;
            }
            stream.send("contentBlockDelta", new ConverseJson.ContentBlockDelta(0, new ConverseJson.Text(delta)));
            switch (turn.manner()) {
                case ModelSwitch.Reset _ -> {
                    BrokenConnection.of(context);
                    return;
                }
                case ModelSwitch.Break(var status) -> {
                    var fault = BedrockFault.ofStatus(status);
                    stream.fail(fault.inStream(), Map.of("message", String.valueOf(fault.getMessage())));
                    return;
                }
                case ModelSwitch.Drip(var time) -> Turn.sleep(time);
                default -> {}
            }
        }
        end(stream, turn);
    }

    /// The gate that holds answers to this text from now on.
    Gate gate(String newestText) {
        return gates.computeIfAbsent(newestText, _ -> new Gate());
    }

    /// Waits at a gate; nothing passes when whoever asked has hung up.
    private static boolean passes(Gate gate, Context context) {
        try {
            while (gate.holds()) {
                if (BrokenConnection.isOver(context)) {
                    gate.hungUp();
                    return false;
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void end(EventStream stream, Turn turn) throws IOException {
        var answer = turn.answer();
        if (!answer.text().isEmpty()) {
            stream.send("contentBlockStop", new ConverseJson.ContentBlockStop(0));
        }
        stream.send("messageStop", new ConverseJson.MessageStop(answer.stopReason()));
        stream.send(
                "metadata",
                new ConverseJson.Metadata(
                        ConverseJson.Usage.of(answer), new ConverseJson.Metrics(turn.milliseconds())));
    }

    /// An answer ready to be sent, to what, how, and after how long.
    private record Turn(Answer answer, String newestText, ModelSwitch manner, long milliseconds) {

        static Turn of(JsonNode request) {
            var conversation = ConverseRequests.parse(request);
            var manner = ModelSwitch.of(conversation.newestText());
            var answer = manner instanceof ModelSwitch.Empty ? Answer.empty(conversation) : Answer.to(conversation);
            var waited = switch (manner) {
                case ModelSwitch.Fail(var status) -> throw BedrockFault.ofStatus(status);
                case ModelSwitch.Slow(var time) -> {
                    sleep(time);
                    yield time.toMillis();
                }
                default -> 0L;
            };
            return new Turn(answer, conversation.newestText(), manner, waited);
        }

        boolean isCutOff() {
            return manner instanceof ModelSwitch.Reset;
        }

        private static void sleep(Duration time) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw BedrockFault.ofStatus(503);
            }
        }
    }
}
