package dev.parley.promises.input;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Makes of a good request one that somebody mistook, mistyped or meant ill: the same one for the same random
/// numbers.
final class Mutation {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "post", "FOO");

    private static final List<String> HEADERS = List.of(
            "content-type: text/plain",
            "content-type: application/x-www-form-urlencoded",
            "content-type: application/json; charset=utf-16",
            "content-type: multipart/form-data; boundary=x",
            "content-type: ;",
            "content-encoding: gzip",
            "accept: text/html",
            "range: bytes=0-1",
            "if-none-match: *",
            "x-http-method-override: DELETE",
            "x-forwarded-for: 127.0.0.1, ::1",
            "x-amzn-trace-id: garbage",
            "cookie: a=b; a=c;; =",
            "x-long: " + "x".repeat(9_000),
            "x-too-long: " + "x".repeat(11_000));

    private static final List<String> KEYS = List.of(
            "k", "a b", "a,b", "", " ", "cl\u00e9", "a\tb", "k".repeat(255), "k".repeat(256), "\"k\"", "../k", "#");

    private static final List<String> PARAMETERS = List.of(
            "limit",
            "skip",
            "page",
            "per_page",
            "sort_by",
            "sort_order",
            "status",
            "searchString",
            "startDate",
            "endDate",
            "chatbotId",
            "clientId",
            "sessionId",
            "agent_id",
            "max_context_results",
            "character_id",
            "user_profile_id",
            "x");

    /// Bytes that are no text, or no plain one.
    private static final List<String> BYTES = List.of(
            "\u0000",
            "\u0001",
            "\n",
            "\u001b",
            "\u007f",
            "\u00ff",
            "\u00c0\u0080",
            "\u00ed\u00a0\u0080",
            "\u00e2\u0082",
            "\u00f5\u0080\u0080\u0080",
            "\u00ef\u00bb\u00bf",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "0",
            " ",
            "\u00e9");

    private final Random random;
    private final OddValues odd;
    private final JsonMutation json;

    /// @param ids of all kinds, as they stand in paths
    /// @param fields the names of fields that some document has
    Mutation(Random random, List<String> ids, List<String> fields) {
        this.random = random;
        this.odd = new OddValues(random, ids);
        this.json = new JsonMutation(random, odd, fields);
    }

    /// A request made of a good one by no change, one, or some.
    Request of(Request good) {
        int changes = random.nextInt(20) == 0 ? 0 : random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        Request request = good;
        for (int i = 0; i < changes; i++) {
            request = changed(request);
        }
        return request;
    }

    private Request changed(Request request) {
        int choice = random.nextInt(20);
        if (choice < 12 && !request.body().isEmpty()) {
            return choice < 9 ? withOtherJson(request) : request.withBody(withOtherBytes(request.body()));
        }
        return switch (choice % 8) {
            case 0, 1, 2 -> request.withTarget(request.path() + "?" + otherQuery(request.query()));
            case 3, 4 -> request.withTarget(otherPath(request.path()) + queryOf(request));
            case 5 -> withOtherHeaders(request);
            case 6 -> request.withBody(request.body().isEmpty() ? Request.bytes(odd.text()) : "");
            default -> request.withMethod(odd.one(METHODS));
        };
    }

    private Request withOtherJson(Request request) {
        return json.of(request.text())
                .map(text -> request.withBody(Request.bytes(text)))
                .orElseGet(() -> request.withBody(withOtherBytes(request.body())));
    }

    private String withOtherBytes(String body) {
        int at = random.nextInt(body.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> body.substring(0, at);
            case 1 -> at == body.length() ? body : flipped(body, at);
            case 2 -> body + body;
            default -> body.substring(0, at) + odd.one(BYTES) + body.substring(at);
        };
    }

    private String flipped(String body, int at) {
        char other = (char) (body.charAt(at) ^ (1 << random.nextInt(8)));
        return body.substring(0, at) + other + body.substring(at + 1);
    }

    private String otherQuery(String query) {
        List<String> pairs = new ArrayList<>(query.isEmpty() ? List.of() : Arrays.asList(query.split("&")));
        if (pairs.isEmpty() || random.nextInt(3) == 0) {
            pairs.add(odd.one(PARAMETERS) + "=" + queryValue());
            return String.join("&", pairs);
        }
        int at = random.nextInt(pairs.size());
        String name = pairs.get(at).split("=", 2)[0];
        switch (random.nextInt(6)) {
            case 0 -> pairs.remove(at);
            case 1 -> pairs.add(pairs.get(at));
            case 2 -> pairs.add(name + "=" + queryValue());
            case 3 -> pairs.set(at, name);
            case 4 ->
                pairs.set(
                        at,
                        encodedAll(name) + "="
                                + pairs.get(at).substring(Math.min(pairs.get(at).length(), name.length() + 1)));
            default -> pairs.set(at, name + "=" + queryValue());
        }
        return String.join("&", pairs);
    }

    private String queryValue() {
        return switch (random.nextInt(5)) {
            case 0 ->
                odd.one(List.of(
                        "%", "%zz", "%FF", "%ED%A0%80", "%00", "+5", "%2B5", "1,2", "=", "%C0%AF", "\u00e9", "|"));
            case 1 -> encodedAll(odd.id());
            case 2 -> shortened(URLEncoder.encode(odd.text(), StandardCharsets.UTF_8));
            default -> shortened(URLEncoder.encode(odd.number(), StandardCharsets.UTF_8));
        };
    }

    private String otherPath(String path) {
        List<String> segments = new ArrayList<>(Arrays.asList(path.split("/", -1)));
        int at = segments.size() < 2 ? 0 : 1 + random.nextInt(segments.size() - 1);
        String segment = segments.get(at);
        switch (random.nextInt(10)) {
            case 0 -> segments.remove(at);
            case 1 -> segments.add(at, "");
            case 2 -> segments.add("");
            case 3 -> segments.set(at, segment.toUpperCase(Locale.ROOT));
            case 4 -> segments.set(at, encodedAll(segment));
            case 5 ->
                segments.set(
                        at,
                        segment + odd.one(List.of("%2F", "%00", "%23", ";x=1", "..", "%0A", "%20", "0", "%FF", "%")));
            case 6 -> segments.set(at, shortened(URLEncoder.encode(odd.text(), StandardCharsets.UTF_8)));
            case 7 -> segments.set(at, odd.number().replaceAll("^\\.$", "x"));
            default -> segments.set(at, odd.id());
        }
        String other = String.join("/", segments);
        if (other.isEmpty() || other.equals("/")) {
            // There the local server has a page, which is no API's.
            return path;
        }
        return other.startsWith("/") ? other : "/" + other;
    }

    private Request withOtherHeaders(Request request) {
        return switch (random.nextInt(5)) {
            case 0 -> request.withHeaders(List.of());
            case 1 -> request.with("idempotency-key: " + odd.one(KEYS)).with("Idempotency-Key: " + odd.one(KEYS));
            case 2, 3 -> request.with("idempotency-key: " + odd.one(KEYS));
            default -> {
                String header = odd.one(HEADERS);
                yield header.startsWith("content-type") ? request.withHeaders(List.of(header)) : request.with(header);
            }
        };
    }

    private static String queryOf(Request request) {
        return request.query().isEmpty() ? "" : "?" + request.query();
    }

    /// What still fits the head of a request, mostly.
    private static String shortened(String text) {
        return text.length() > 12_000 ? text.substring(0, 2_049) : text;
    }

    private static String encodedAll(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format(Locale.ROOT, "%%%02x", unit));
        }
        return encoded.toString();
    }
}
