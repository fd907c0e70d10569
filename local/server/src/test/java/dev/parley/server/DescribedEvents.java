package dev.parley.server;

import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.schema.SchemaValidator;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The server-sent events of an answer, as a description has them: `x-events` names the schema of each one's data,
/// for OpenAPI 3.1 has no word for it.
final class DescribedEvents {
    private static final Pattern ORDER = Pattern.compile("message.started (message.delta )*(message.completed|error)");

    private final SchemaValidator validator;
    private final Map<String, Schema<?>> schemas = new TreeMap<>();

    /// The events of a group, none where its answers do not stream.
    DescribedEvents(String description) {
        OpenAPI api = new OpenAPIV3Parser().readContents(description).getOpenAPI();
        validator = new SchemaValidator(
                api,
                new MessageResolver(LevelResolver.create()
                        .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                        .build()));
        Schema<?> events = api.getComponents().getSchemas().get("Events");
        if (events != null && events.getExtensions().get("x-events") instanceof Map<?, ?> named) {
            named.forEach((name, reference) -> schemas.put(String.valueOf(name), schema(api, reference)));
        }
    }

    /// What is not as described in the body of an answer.
    List<String> faults(String stream) {
        List<String> faults = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String event : stream.split("\n\n", -1)) {
            Map<String, String> fields = fields(event);
            if (!fields.isEmpty()) {
                String name = fields.getOrDefault("event", "");
                names.add(name);
                faults.addAll(faults(name, fields.getOrDefault("data", "")));
            }
        }
        String order = String.join(" ", names);
        if (!ORDER.matcher(order).matches()) {
            faults.add("events in another order: " + order);
        }
        return faults;
    }

    /// What is not as described in an event.
    List<String> faults(String name, String data) {
        Schema<?> schema = schemas.get(name);
        return schema == null
                ? List.of("no such event: " + name)
                : Conformance.said(validator.validate(data, schema, "event"));
    }

    /// The fields of an event; a line that begins with a colon is none.
    private static Map<String, String> fields(String event) {
        Map<String, String> fields = new TreeMap<>();
        Arrays.stream(event.split("\n")).map(line -> line.split(": ", 2)).forEach(line -> {
            if (line.length == 2 && !line[0].isEmpty()) {
                fields.put(line[0], line[1]);
            }
        });
        return fields;
    }

    private static Schema<?> schema(OpenAPI api, Object reference) {
        String name = String.valueOf(reference).replaceFirst(".*/(\\w+)}?$", "$1");
        return Objects.requireNonNull(api.getComponents().getSchemas().get(name), name);
    }
}
