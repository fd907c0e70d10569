package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the event, payload format 2.0, that a function gets for a request.
final class EventMaker {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    /// Headers that speak of the connection; the cookies have a field of their own.
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "cookie", "expect", "keep-alive", "te", "transfer-encoding", "upgrade");
    /// Every other type, and none, counts as binary.
    private static final Set<String> TEXT_TYPES =
            Set.of("application/json", "application/javascript", "application/xml");

    private final Address address;
    private final Clock clock;

    EventMaker(Address address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /// @param caller what the authorizer read from the token
    ObjectNode event(HttpCall call, RouteTable.Match match, Verdict.Allowed caller, RequestId id) {
        ObjectNode event = Json.object()
                .put("version", "2.0")
                .put("routeKey", match.routeKey())
                .put("rawPath", Percent.decode(call.path()))
                .put("rawQueryString", call.query());
        List<String> cookies = cookies(call);
        if (!cookies.isEmpty()) {
            event.set("cookies", Json.tree(cookies));
        }
        event.set("headers", Json.tree(headers(call, id)));
        putUnlessEmpty(event, "queryStringParameters", Form.parse(call.query()));
        ObjectNode context = context(call, id).put("routeKey", match.routeKey());
        context.putObject("authorizer").set("jwt", jwt(caller));
        event.set("requestContext", context);
        putUnlessEmpty(event, "pathParameters", match.pathParameters());
        putBody(event, call);
        return event;
    }

    private ObjectNode context(HttpCall call, RequestId id) {
        Instant now = clock.instant();
        ObjectNode context = Json.object()
                .put("accountId", "123456789012")
                .put("apiId", "local")
                .put("domainName", address.host())
                .put("domainPrefix", address.host().split("\\.", 2)[0])
                .put("requestId", id.gateway())
                .put("stage", "$default")
                .put("time", TIME.format(now))
                .put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", call.method())
                .put("path", Percent.decode(call.path()))
                .put("protocol", call.line().protocol())
                .put("sourceIp", call.sourceIp())
                .put("userAgent", call.headers().first("user-agent").orElse(""));
        return context;
    }

    private static ObjectNode jwt(Verdict.Allowed caller) {
        ObjectNode jwt = Json.object();
        jwt.set("claims", Claims.asTexts(caller.claims()));
        jwt.set("scopes", caller.scopes().isEmpty() ? jwt.nullNode() : Json.tree(caller.scopes()));
        return jwt;
    }

    private Map<String, String> headers(HttpCall call, RequestId id) {
        Map<String, String> headers = call.headers().joined();
        headers.keySet().removeAll(NOT_PASSED_ON);
        headers.putIfAbsent("content-length", String.valueOf(call.body().remaining()));
        headers.merge("x-forwarded-for", call.sourceIp(), (earlier, last) -> earlier + ", " + last);
        headers.put("x-forwarded-port", String.valueOf(address.port()));
        headers.put("x-forwarded-proto", "http");
        headers.putIfAbsent("x-amzn-trace-id", id.trace(clock.instant()));
        return headers;
    }

    private static List<String> cookies(HttpCall call) {
        return call.headers().values("cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }

    private static void putUnlessEmpty(ObjectNode event, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            event.set(name, Json.tree(values));
        }
    }

    private static void putBody(ObjectNode event, HttpCall call) {
        Optional<String> text = text(call);
        if (call.body().hasRemaining()) {
            event.put("body", text.orElseGet(() -> base64(call.body())));
        }
        event.put("isBase64Encoded", call.body().hasRemaining() && text.isEmpty());
    }

    /// The body, if the content type promises text and the bytes keep the promise.
    private static Optional<String> text(HttpCall call) {
        String type = call.headers()
                .first("content-type")
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!type.startsWith("text/") && !TEXT_TYPES.contains(type)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(call.body()).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String base64(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1
                .decode(Base64.getEncoder().encode(bytes))
                .toString();
    }
}
