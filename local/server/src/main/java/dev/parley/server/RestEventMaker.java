package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Makes the event, payload format 1.0, that a function gets from a REST API.
final class RestEventMaker {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLAIMED_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// Claims that are times, which a REST API writes out.
    private static final Set<String> TIMES = Set.of("exp", "iat");

    private static final String STAGE = "live";

    private final Address address;
    private final Clock clock;

    RestEventMaker(Address address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /// @param caller what the authorizer read from the token
    ObjectNode event(HttpCall call, RouteTable.Match match, Verdict.Allowed caller, RequestId id) {
        Map<String, List<String>> headers = headers(call, id);
        Map<String, List<String>> query = query(call.query());
        ObjectNode event = Json.object()
                .put("resource", match.route().path())
                .put("path", call.path())
                .put("httpMethod", call.method());
        event.set("headers", last(headers));
        event.set("multiValueHeaders", Json.tree(headers));
        event.set("queryStringParameters", query.isEmpty() ? event.nullNode() : last(query));
        event.set("multiValueQueryStringParameters", query.isEmpty() ? event.nullNode() : Json.tree(query));
        event.set("pathParameters", Json.tree(match.pathParameters()));
        event.set("stageVariables", event.nullNode());
        ObjectNode context = context(call, match, id);
        context.putObject("authorizer").set("claims", claims(caller.claims()));
        event.set("requestContext", context);
        String body = StandardCharsets.UTF_8.decode(call.body()).toString();
        return event.put("body", body.isEmpty() ? null : body).put("isBase64Encoded", false);
    }

    private ObjectNode context(HttpCall call, RouteTable.Match match, RequestId id) {
        Instant now = clock.instant();
        ObjectNode context = Json.object()
                .put("accountId", "123456789012")
                .put("apiId", "local")
                .put("domainName", address.host())
                .put("domainPrefix", address.host().split("\\.", 2)[0])
                .put("extendedRequestId", id.gateway())
                .put("httpMethod", call.method())
                .put("path", "/" + STAGE + call.path())
                .put("protocol", call.line().protocol())
                .put("requestId", id.lambda())
                .put("requestTime", TIME.format(now))
                .put("requestTimeEpoch", now.toEpochMilli())
                .put("resourcePath", match.route().path())
                .put("stage", STAGE);
        context.putObject("identity")
                .put("sourceIp", call.sourceIp())
                .put("userAgent", call.headers().first("user-agent").orElse(null));
        return context;
    }

    private Map<String, List<String>> headers(HttpCall call, RequestId id) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        call.headers()
                .lines()
                .forEach(line -> headers.computeIfAbsent(line.name(), _ -> new ArrayList<>())
                        .add(line.value()));
        headers.putIfAbsent("X-Amzn-Trace-Id", List.of(id.trace(clock.instant())));
        headers.put("X-Forwarded-For", List.of(call.sourceIp()));
        headers.put("X-Forwarded-Port", List.of(String.valueOf(address.port())));
        headers.put("X-Forwarded-Proto", List.of("http"));
        return headers;
    }

    private static Map<String, List<String>> query(String query) {
        Map<String, List<String>> parameters = new TreeMap<>();
        Arrays.stream(query.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            parameters
                    .computeIfAbsent(Percent.decodeForm(parts[0]), _ -> new ArrayList<>())
                    .add(parts.length < 2 ? "" : Percent.decodeForm(parts[1]));
        });
        return parameters;
    }

    /// Each name with the last of its values.
    private static JsonNode last(Map<String, List<String>> values) {
        ObjectNode last = Json.object();
        values.forEach((name, all) -> last.put(name, all.getLast()));
        return last;
    }

    /// All of them texts: a list is its elements joined with commas, a time is written out.
    private static ObjectNode claims(ObjectNode claims) {
        ObjectNode texts = Json.object();
        claims.properties().forEach(claim -> texts.put(claim.getKey(), text(claim.getKey(), claim.getValue())));
        return texts;
    }

    private static String text(String name, JsonNode value) {
        if (TIMES.contains(name) && value.isNumber()) {
            return CLAIMED_TIME.format(Instant.ofEpochSecond(value.longValue()));
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(","));
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
