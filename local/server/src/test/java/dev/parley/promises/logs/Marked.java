package dev.parley.promises.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.promises.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Requests in which everything that a caller may choose carries one mark, which nothing else has: letters and
/// digits, so that it survives every encoding and may stand in ids.
///
/// @param mark in lower case
record Marked(String mark) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FREE = Set.of(
            "title",
            "preview",
            "content",
            "name",
            "label",
            "description",
            "greeting",
            "avatar_image",
            "comment",
            "pre_prompt",
            "post_prompt");

    boolean isIn(String text) {
        return text.toLowerCase(Locale.ROOT).contains(mark);
    }

    /// A text that looks like an address, markup and code, on several lines.
    String text() {
        return mark + "@example.com <b>" + mark + "</b>\n{\"level\":\"" + mark + "\"} ${" + mark + "}";
    }

    /// The request with the mark in its texts, in what it may say besides, and in its query.
    Operation.Request of(Operation.Request request) {
        String line = request.line();
        return new Operation.Request(
                line + (line.contains("?") ? "&" : "?") + mark + "=" + mark + "%20%0a" + searched(line),
                request.body().map(this::body));
    }

    private String searched(String line) {
        return line.startsWith("GET /sessions?") ? "&searchString=" + mark : "";
    }

    private String body(String json) {
        ObjectNode body = (ObjectNode) tree(json);
        body.put(mark, text());
        mark(body);
        // What a group does not know is left aside.
        body.putObject("metadata").put(mark, text()).putArray("tags").add(text());
        body.putObject("feedback").put("rating", 4).put("comment", text());
        return body.toString();
    }

    private void mark(ObjectNode node) {
        for (String name : List.copyOf(names(node))) {
            JsonNode value = node.get(name);
            if (value instanceof ObjectNode inner) {
                mark(inner);
            } else if (FREE.contains(name) && value.isTextual()) {
                node.put(name, text());
            }
        }
    }

    private static List<String> names(ObjectNode node) {
        return node.properties().stream().map(property -> property.getKey()).toList();
    }

    /// The request with a broken body that holds the mark; one without a body gets one.
    Operation.Request broken(Operation.Request request) {
        return new Operation.Request(request.line(), Optional.of("{\"" + mark + "\":\"" + text()));
    }

    /// The request with a name that is given twice.
    Operation.Request doubled(Operation.Request request) {
        return new Operation.Request(
                request.line(), Optional.of("{\"" + mark + "\":{\"a\":1},\"" + mark + "\":\"" + mark + "\"}"));
    }

    /// The request with values of the wrong type in all its body.
    Operation.Request mistyped(Operation.Request request) {
        return new Operation.Request(request.line(), request.body().map(json -> {
            ObjectNode body = (ObjectNode) tree(json);
            for (String name : names(body)) {
                body.putObject(name).put(mark, mark);
            }
            return body.toString();
        }));
    }

    /// The request with a parameter that is repeated.
    Operation.Request repeated(Operation.Request request) {
        String line = request.line();
        return new Operation.Request(
                line + (line.contains("?") ? "&" : "?") + "limit=" + mark + "&limit=" + mark, request.body());
    }

    /// The request about something that is called by the mark, wherever it names an id.
    Operation.Request elsewhere(Operation.Request request, List<String> ids) {
        String line = request.line();
        String body = request.body().orElse("");
        for (String id : ids) {
            line = line.replace(id, mark + "%23%2f..%00");
            body = body.replace("\"" + id + "\"", "\"" + mark + "#\"");
        }
        return new Operation.Request(
                line.replaceAll("/[0-9]+(?=$|\\?)", "/" + mark),
                request.body().isPresent() ? Optional.of(body) : Optional.empty());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
