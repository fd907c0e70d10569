package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.parley.server.ApiClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Whether what goes over HTTP is what `docs/openapi` describes: every answer, and every request that is not
/// refused. What no route takes is the gateway's to refuse.
final class Conformance {
    private static final String GATEWAY = "\\{\"message\":\"[^\"]+\"}";
    private static final int REFUSED = 400;

    private static final Map<String, Conformance> GROUPS = new ConcurrentHashMap<>();

    private final OpenApiInteractionValidator validator;
    private final DescribedEvents events;

    private Conformance(String description) {
        events = new DescribedEvents(description);
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(description)
                .withLevelResolver(LevelResolver.create()
                        // Parley ignores what it does not know. Bodies say in the description whether they are open.
                        .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.IGNORE)
                        .withLevel("validation.request.body.unexpected", ValidationReport.Level.IGNORE)
                        // It reads a number in an address as JSON, which knows no leading zeros.
                        .withLevel("validation.request.parameter.schema.invalidJson", ValidationReport.Level.IGNORE)
                        .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    /// The description of a group.
    static Conformance of(String group) {
        return GROUPS.computeIfAbsent(group, name -> new Conformance(Descriptions.text(name)));
    }

    /// Fails where the answer, or a request that was not refused, is not as described.
    static void check(Sent sent, Answer answer) {
        Optional<Routing.Taken> taken = Routing.of(sent.method(), sent.target());
        if (taken.isEmpty()) {
            assertThat(answer.status()).as(sent.shown()).isGreaterThanOrEqualTo(REFUSED);
            assertThat(answer.text()).as(sent.shown()).matches(sent.method().equals("HEAD") ? "" : GATEWAY);
            return;
        }
        String path = taken.get().routeKey().split(" ", 2)[1];
        List<String> faults = of(taken.get().group()).faults(sent.method(), path, answer);
        check(sent, taken.get(), answer, faults);
    }

    /// What is not as described in an answer to a request of that route.
    List<String> faults(String method, String path, Answer answer) {
        List<String> faults = new ArrayList<>(begunFaults(method, path, answer));
        if (answer.isStream()) {
            faults.addAll(events.faults(answer.text()));
        }
        return faults;
    }

    private List<String> begunFaults(String method, String path, Answer answer) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
        answer.headers().map().forEach((name, values) -> response.withHeader(name, values));
        if (!answer.text().isEmpty()) {
            response.withBody(answer.text());
        }
        return said(validator.validateResponse(path, Request.Method.valueOf(method), response.build()));
    }

    /// The same where the events of an answer, if it is a stream, are still to come.
    static void checkBegun(Sent sent, Answer answer) {
        Routing.Taken taken = Routing.of(sent.method(), sent.target()).orElseThrow();
        Conformance group = of(taken.group());
        String path = taken.routeKey().split(" ", 2)[1];
        check(sent, taken, answer, group.begunFaults(sent.method(), path, answer));
    }

    /// @param faults of the answer
    private static void check(Sent sent, Routing.Taken taken, Answer answer, List<String> faults) {
        assertThat(faults)
                .as("the answer to " + sent.shown() + ": " + answer.status() + " " + answer.shown())
                .isEmpty();
        if (answer.status() < REFUSED) {
            assertThat(of(taken.group()).faults(sent.at(taken)))
                    .as(sent.shown() + ", which was answered by " + answer.status())
                    .isEmpty();
        }
    }

    /// Fails where an event of a stream, in the group of that name, is not as described.
    static void checkEvent(String group, String name, String data) {
        assertThat(of(group).events.faults(name, data)).as(name + " " + data).isEmpty();
    }

    /// What is not as described in a request.
    List<String> faults(Sent sent) {
        String[] target = sent.target().split("\\?", 2);
        SimpleRequest.Builder request = new SimpleRequest.Builder(sent.method(), target[0])
                .withHeader("Authorization", "Bearer token")
                .withContentType("application/json");
        Form.parse(target.length < 2 ? "" : target[1]).forEach((name, value) -> {
            // To the validator a parameter with an empty value is one that is missing.
            if (!value.isEmpty()) {
                request.withQueryParam(name, value);
            }
        });
        sent.key().ifPresent(key -> request.withHeader("Idempotency-Key", key));
        // A byte order mark is taken, as RFC 8259 lets a parser do, and is no JSON.
        sent.body()
                .map(body -> body.replaceFirst("^\uFEFF", ""))
                .filter(body -> !body.isEmpty())
                .ifPresent(request::withBody);
        return said(validator.validateRequest(request.build()));
    }

    static List<String> said(ValidationReport report) {
        return report.getMessages().stream()
                .flatMap(message -> Stream.concat(Stream.of(message), message.getNestedMessages().stream()))
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> message.getKey() + " at "
                        + message.getContext()
                                .flatMap(context -> context.getPointers())
                                .map(pointers -> pointers.getInstance())
                                .orElse("")
                        + ": "
                        + message.getMessage())
                .toList();
    }

    /// A request, with as much of it as a description speaks of.
    record Sent(String method, String target, Optional<String> key, Optional<String> body) {
        /// The same with its path as the route has it, where it may have been written with escapes.
        Sent at(Routing.Taken taken) {
            String path = taken.routeKey().split(" ", 2)[1];
            for (Map.Entry<String, String> parameter : taken.pathParameters().entrySet()) {
                String segment = URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
                path = path.replace("{" + parameter.getKey() + "}", segment);
            }
            int query = target.indexOf('?');
            return new Sent(method, query < 0 ? path : path + target.substring(query), key, body);
        }

        /// The beginning of it.
        String shown() {
            String whole = method + " " + target + " " + body.orElse("");
            return whole.substring(0, Math.min(whole.length(), 500));
        }
    }
}
