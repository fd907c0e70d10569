package dev.parley.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A request as API Gateway hands it to a function, as far as Parley looks at it: an HTTP API in payload format
/// 2.0, a REST API in 1.0. What is absent or `null` there is empty here.
///
/// AWS has a class for the whole of it; to read that by reflection delays the first answer of a new execution
/// environment more than all the rest of this package, so the few members are picked here.
///
/// @param headers by their names in lower case
/// @param claims what the authorizer read from the token, as texts: a list is `[a b]`
/// @param requestId the id that the caller gets and the access log has
/// @see <a
/// href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
/// Create AWS Lambda proxy integrations for HTTP APIs</a>
public record Event(
        String routeKey,
        String rawPath,
        String rawQueryString,
        Map<String, String> headers,
        Map<String, String> pathParameters,
        Map<String, String> claims,
        String requestId,
        String body,
        boolean isBase64Encoded) {

    public Event {
        headers = Map.copyOf(headers);
        pathParameters = Map.copyOf(pathParameters);
        claims = Map.copyOf(claims);
    }

    /// Reads an event. JSON that is none of API Gateway's makes an empty one.
    ///
    /// @throws IOException when it is no JSON, or none that [Json] reads
    public static Event read(InputStream json) throws IOException {
        JsonNode event = Json.read(json);
        // Only the older format says the method there.
        return event.has("httpMethod") ? ofRestApi(event) : ofHttpApi(event);
    }

    private static Event ofHttpApi(JsonNode event) {
        JsonNode context = event.path("requestContext");
        return new Event(
                event.path("routeKey").asText(""),
                event.path("rawPath").asText(""),
                event.path("rawQueryString").asText(""),
                inLowerCase(texts(event.path("headers"))),
                texts(event.path("pathParameters")),
                texts(context.path("authorizer").path("jwt").path("claims")),
                context.path("requestId").asText(""),
                event.path("body").asText(""),
                event.path("isBase64Encoded").asBoolean());
    }

    private static Event ofRestApi(JsonNode event) {
        JsonNode context = event.path("requestContext");
        return new Event(
                event.path("httpMethod").asText("") + " "
                        + event.path("resource").asText(""),
                event.path("path").asText(""),
                query(event.path("multiValueQueryStringParameters")),
                inLowerCase(joined(event.path("multiValueHeaders"))),
                texts(event.path("pathParameters")),
                texts(context.path("authorizer").path("claims")),
                context.path("requestId").asText(""),
                event.path("body").asText(""),
                event.path("isBase64Encoded").asBoolean());
    }

    /// A REST API has decoded the parameters; here they stand as they would in an address.
    private static String query(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters
                .properties()
                .forEach(parameter -> parameter
                        .getValue()
                        .forEach(value -> pairs.add(encoded(parameter.getKey()) + "=" + encoded(value.asText("")))));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Repeated ones as an HTTP API joins them.
    private static Map<String, String> joined(JsonNode lists) {
        Map<String, String> joined = new HashMap<>();
        lists.properties().forEach(list -> {
            List<String> values = new ArrayList<>();
            list.getValue().forEach(value -> values.add(value.asText("")));
            joined.put(list.getKey(), String.join(",", values));
        });
        return joined;
    }

    /// An HTTP API has made them so already; `sam local` leaves them as they came.
    private static Map<String, String> inLowerCase(Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText("")));
        return texts;
    }
}
