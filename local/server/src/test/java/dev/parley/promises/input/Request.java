package dev.parley.promises.input;

import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A request as it goes over the wire.
///
/// @param headers lines such as `content-type: application/json`
/// @param body one character a byte
record Request(String method, String target, List<String> headers, String body) {
    static final String JSON = "content-type: application/json";

    Request {
        headers = List.copyOf(headers);
    }

    /// A request with this text as its body, or without one.
    static Request of(String methodAndTarget, String text) {
        String[] parts = methodAndTarget.split(" ", 2);
        return new Request(parts[0], parts[1], List.of(JSON), bytes(text));
    }

    /// The bytes of a text in UTF-8, one character each.
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// The body's text, if its bytes are UTF-8.
    String text() {
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    Answer sentBy(ApiClient user) {
        return user.raw(method, target, body.getBytes(StandardCharsets.ISO_8859_1), headers.toArray(new String[0]));
    }

    Request withMethod(String other) {
        return new Request(other, target, headers, body);
    }

    Request withTarget(String other) {
        return new Request(method, other, headers, body);
    }

    Request withBody(String other) {
        return new Request(method, target, headers, other);
    }

    Request withHeaders(List<String> others) {
        return new Request(method, target, others, body);
    }

    Request with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return withHeaders(more);
    }

    String path() {
        return target.split("\\?", 2)[0];
    }

    String query() {
        String[] parts = target.split("\\?", 2);
        return parts.length < 2 ? "" : parts[1];
    }

    /// The request line, shortened.
    String line() {
        return method + " " + (target.length() > 200 ? target.substring(0, 200) + "…" : target);
    }

    /// A shell command that sends the same bytes to a server that was started anew, by the user whose access token
    /// is in `$TOKEN`.
    String curl(URI address) {
        StringBuilder command = new StringBuilder("printf '");
        body.chars().forEach(unit -> command.append(escaped((char) unit)));
        command.append("' | curl -sS -g --path-as-is -X ")
                .append(method)
                .append(" -H \"authorization: Bearer $TOKEN\"");
        headers.forEach(header ->
                command.append(" -H '").append(header.replace("'", "'\\''")).append('\''));
        if (headers.stream().noneMatch(header -> header.startsWith("content-type"))) {
            command.append(" -H 'content-type:'");
        }
        return command.append(" --data-binary @- '")
                .append(address)
                .append(target.replace("'", "'\\''"))
                .append('\'')
                .toString();
    }

    private static String escaped(char unit) {
        boolean plain = unit >= ' ' && unit < 0x7F && unit != '\'' && unit != '\\' && unit != '%';
        return plain ? String.valueOf(unit) : String.format(Locale.ROOT, "\\%03o", (int) unit);
    }
}
