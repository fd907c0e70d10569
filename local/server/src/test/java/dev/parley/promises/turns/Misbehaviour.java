package dev.parley.promises.turns;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A way in which the model, or the way to it, fails to give an answer or gives an unusual one.
///
/// @param most how often it may be asked in that turn
/// @param answer what of the answer is kept; empty where there is none
/// @param outOfTime whether it is noticed only when the time of the turn is over
record Misbehaviour(String name, Fault fault, int most, String answer, boolean outOfTime) {
    private static final String HI = "[{\"text\":\"Hi\"}]";
    private static final String USAGE = "{\"inputTokens\":7,\"outputTokens\":3,\"totalTokens\":10}";

    /// Those that a knowledge base can fail in as well.
    static List<Misbehaviour> failures() {
        List<Misbehaviour> all = new ArrayList<>(Stream.of(
                        "400 ValidationException",
                        "401 UnrecognizedClientException",
                        "403 AccessDeniedException",
                        "404 ResourceNotFoundException",
                        "408 ModelTimeoutException",
                        "409 ConflictException",
                        "418 ",
                        "424 ModelErrorException",
                        "499 MartianException",
                        "500 InternalServerException",
                        "501 ",
                        "502 ",
                        "503 ServiceUnavailableException",
                        "504 ",
                        "529 MartianException",
                        "302 ")
                .map(error -> error.split(" ", -1))
                .map(error -> failing(String.join(" ", error).strip(), 1, refused(error[0], error[1])))
                .toList());
        all.add(failing("429 ThrottlingException", 2, refused("429", "ThrottlingException")));
        all.add(failing("429 ModelNotReadyException", 2, refused("429", "ModelNotReadyException")));
        all.add(failing("400 ThrottlingException", 2, refused("400", "ThrottlingException")));
        for (int status : List.of(200, 403, 502)) {
            all.add(failing("a proxy's page, " + status, 1, page(status)));
        }
        for (KnownFault fault : List.of(
                KnownFault.RESET,
                KnownFault.RESET_AFTERWARDS,
                KnownFault.REPLY_LOST,
                KnownFault.CUT_OFF,
                KnownFault.FAILED_AFTERWARDS)) {
            all.add(failing(fault.name(), 1, fault));
        }
        all.add(late("LATE_REPLY", KnownFault.LATE_REPLY));
        all.add(late("LATE_ARRIVAL", KnownFault.LATE_ARRIVAL));
        all.add(late("slow drip", exchange -> exchange.drip(exchange.forward())));
        return all;
    }

    /// Replies of a model that say nothing.
    static List<Misbehaviour> unusable() {
        List<Misbehaviour> all = new ArrayList<>();
        for (String body : List.of("[1]", "\"Hi\"", "null", "42", "{\"output\":{\"mess", "{}x")) {
            all.add(failing("200 " + body, 1, answers(body)));
        }
        for (String content : List.of(
                "[]",
                "null",
                "[{\"text\":\"\"}]",
                "[{\"text\":\" \\n\"}]",
                "[{\"text\":\"\\u200b\"},{\"text\":\"\\u2060\"}]",
                "[{\"toolUse\":{\"toolUseId\":\"1\",\"name\":\"n\",\"input\":{}}}]",
                "[{\"martian\":1}]",
                "{}",
                "\"Hi\"")) {
            all.add(failing("content " + content, 1, answers(body(content, "\"end_turn\"", USAGE))));
        }
        for (String body :
                List.of("", "{}", "{\"output\":null}", "{\"output\":{}}", "{\"output\":[]}", "{\"output\":1}")) {
            all.add(failing("body " + body, 1, answers(body)));
        }
        for (String reason : List.of("max_tokens", "guardrail_intervened", "content_filtered", "tool_use", "martian")) {
            all.add(failing("no text, but stop reason " + reason, 1, answers(body("[]", "\"" + reason + "\"", USAGE))));
        }
        all.add(failing(
                "an answer longer than a message",
                1,
                answers(body("[{\"text\":\"" + "x".repeat(256 * 1024 + 1) + "\"}]", "\"end_turn\"", USAGE))));
        return all;
    }

    /// Unusual answers.
    static List<Misbehaviour> answers() {
        List<Misbehaviour> all = new ArrayList<>();
        for (String reason :
                List.of("max_tokens", "guardrail_intervened", "content_filtered", "stop_sequence", "martian")) {
            all.add(answering("stop reason " + reason, body(HI, "\"" + reason + "\"", USAGE)));
        }
        for (String text : List.of("Hi\u0000", "Hi\ud83d", "\udc67\ud83d", "\u001b[31mHi", "Hi\u202e", "</passage>")) {
            all.add(new Misbehaviour(
                    "text " + TextNode.valueOf(text),
                    answers(body("[{\"text\":" + escaped(text) + "}]", "\"end_turn\"", USAGE)),
                    1,
                    new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                    false));
        }
        all.add(answering("no stop reason", body(HI, "null", USAGE)));
        for (String usage : List.of("null", "{}", "{\"inputTokens\":7}", "{\"inputTokens\":0,\"outputTokens\":0}")) {
            all.add(answering("usage " + usage, body(HI, "\"end_turn\"", usage)));
        }
        return all;
    }

    /// A model that was too busy for the first try.
    static List<Misbehaviour> throttled() {
        return List.of(
                new Misbehaviour(
                        "throttled, then it answers", then(answers(body(HI, "\"end_turn\"", USAGE))), 2, "Hi", false),
                failing("throttled, then it fails", 2, then(KnownFault.FAILED)),
                failing("throttled, then a reset", 2, then(KnownFault.RESET)),
                failing("throttled, then nothing", 2, then(answers(body("[]", "\"end_turn\"", USAGE)))));
    }

    private static Fault then(Fault second) {
        return exchange -> (exchange.call().ordinal() == 1 ? KnownFault.THROTTLED : second).befall(exchange);
    }

    private static Misbehaviour failing(String name, int most, Fault fault) {
        return new Misbehaviour(name, fault, most, "", false);
    }

    private static Misbehaviour late(String name, Fault fault) {
        return new Misbehaviour(name, fault, 1, "", true);
    }

    private static Misbehaviour answering(String name, String body) {
        return new Misbehaviour(name, answers(body), 1, "Hi", false);
    }

    static Fault refused(String status, String type) {
        Map<String, String> headers = type.isEmpty()
                ? Map.of("content-type", "application/json")
                : Map.of("content-type", "application/json", "x-amzn-errortype", type);
        return replies(Reply.of(Integer.parseInt(status), headers, "{\"message\":\"No.\"}"));
    }

    private static Fault page(int status) {
        return replies(Reply.of(status, Map.of("content-type", "text/html"), "<html><body>busy</body></html>"));
    }

    private static Fault answers(String body) {
        return replies(Reply.of(200, Map.of("content-type", "application/json"), body));
    }

    /// The model has been at work, but that is what is heard of it.
    private static Fault replies(Reply reply) {
        return exchange -> exchange.answer(reply);
    }

    /// As JSON in ASCII.
    private static String escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> json.append("\\u%04x".formatted(unit)));
        return json.append('"').toString();
    }

    private static String body(String content, String stopReason, String usage) {
        return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content + "}},\"stopReason\":"
                + stopReason + ",\"usage\":" + usage + "}";
    }

    @Override
    public String toString() {
        return TextNode.valueOf(name.length() > 60 ? name.substring(0, 60) : name)
                .toString();
    }
}
