package dev.parley.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;

/// Every model there is: they all repeat what the caller said, or do what a test's switch says.
final class Models {

    private final ObjectMapper json;

    Models(ObjectMapper json) {
        this.json = json;
    }

    void converse(Context context, JsonNode request) throws IOException {
        var turn = Turn.of(request);
        var body = json.writeValueAsBytes(ConverseJson.Response.of(turn.answer(), turn.milliseconds()));
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
        context.contentType(EventStream.CONTENT_TYPE);
        var stream = new EventStream(context.res().getOutputStream(), json);
        stream.send("messageStart", new ConverseJson.MessageStart("assistant"));
        for (var delta : turn.answer().deltas()) {
            stream.send("contentBlockDelta", new ConverseJson.ContentBlockDelta(0, new ConverseJson.Text(delta)));
            if (turn.isCutOff()) {
                BrokenConnection.of(context);
                return;
            }
        }
        end(stream, turn);
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

    /// An answer ready to be sent, and whether the connection breaks while it is.
    private record Turn(Answer answer, boolean isCutOff, long milliseconds) {

        static Turn of(JsonNode request) {
            var conversation = ConverseRequests.parse(request);
            return switch (ModelSwitch.of(conversation.newestText())) {
                case ModelSwitch.None _ -> new Turn(Answer.to(conversation), false, 0);
                case ModelSwitch.Empty _ -> new Turn(Answer.empty(conversation), false, 0);
                case ModelSwitch.Reset _ -> new Turn(Answer.to(conversation), true, 0);
                case ModelSwitch.Fail(var status) -> throw BedrockFault.ofStatus(status);
                case ModelSwitch.Slow(var time) -> {
                    sleep(time);
                    yield new Turn(Answer.to(conversation), false, time.toMillis());
                }
            };
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
