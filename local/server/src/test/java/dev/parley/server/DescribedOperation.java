package dev.parley.server;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.server.Conformance.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/// An operation as `docs/openapi` has it, with its own examples.
///
/// @param id its `operationId`
/// @param keyed whether it takes an idempotency key
/// @param requests its examples of requests, each with the examples of its parameters
record DescribedOperation(
        String id, String method, String path, boolean keyed, List<Sent> requests, List<Response> responses) {
    DescribedOperation {
        requests = List.copyOf(requests);
        responses = List.copyOf(responses);
    }

    /// A status that the operation answers, and examples of the bodies that come with it.
    ///
    /// @param type the bodies' media type; empty where there is no body
    record Response(int status, String type, List<String> examples) {
        Response {
            examples = List.copyOf(examples);
        }
    }

    /// The operations of a group, in the description's order.
    static List<DescribedOperation> all(String group) {
        JsonNode description = description(group);
        List<DescribedOperation> operations = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .map(member -> operation(description, path.getKey(), member.getKey()))
                        .forEach(operations::add));
        return operations;
    }

    String routeKey() {
        return method + " " + path;
    }

    /// A component of a group's description, such as `schemas/SessionId`.
    static JsonNode component(String group, String pointer) {
        return description(group).at("/components/" + pointer);
    }

    /// The whole of a group's description.
    static JsonNode description(String group) {
        return Json.tree(new Yaml().<Object>load(Descriptions.text(group)));
    }

    private static DescribedOperation operation(JsonNode description, String path, String method) {
        JsonNode item = description.path("paths").path(path);
        JsonNode operation = item.path(method);
        List<JsonNode> parameters = Stream.of(item, operation)
                .flatMap(holder -> elements(holder.path("parameters")))
                .map(parameter -> resolved(description, parameter))
                .toList();
        String verb = method.toUpperCase(Locale.ROOT);
        JsonNode body = resolved(description, operation.path("requestBody"));
        List<String> bodies = examples(body);
        List<Sent> requests = (body.isMissingNode()
                        ? Stream.of(Optional.<String>empty())
                        : bodies.stream().map(Optional::of))
                .map(example -> new Sent(verb, target(path, parameters), Optional.empty(), example))
                .toList();
        List<Response> responses = operation.path("responses").properties().stream()
                .map(response ->
                        response(Integer.parseInt(response.getKey()), resolved(description, response.getValue())))
                .toList();
        boolean keyed = parameters.stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals("Idempotency-Key"));
        return new DescribedOperation(operation.path("operationId").asText(), verb, path, keyed, requests, responses);
    }

    private static Response response(int status, JsonNode described) {
        String type = described.path("content").properties().stream()
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        return new Response(status, type, examples(described));
    }

    /// The path with its parameters' examples in it, and every query parameter that has one.
    private static String target(String path, List<JsonNode> parameters) {
        String filled = path;
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            JsonNode example = parameter.path("example");
            switch (parameter.path("in").asText()) {
                case "path" -> filled = filled.replace("{" + name + "}", example.asText());
                case "query" ->
                    Optional.of(example)
                            .filter(given -> !given.isMissingNode())
                            .ifPresent(given -> query.add(name + "=" + given.asText()));
                default -> {}
            }
        }
        return query.isEmpty() ? filled : filled + "?" + String.join("&", query);
    }

    private static List<String> examples(JsonNode holder) {
        JsonNode media = elements(holder.path("content")).findFirst().orElse(MissingNode.getInstance());
        return Stream.concat(
                        Stream.of(media.path("example")),
                        elements(media.path("examples")).map(example -> example.path("value")))
                .filter(example -> !example.isMissingNode())
                .map(example -> example.isTextual() ? example.textValue() : example.toString())
                .toList();
    }

    private static JsonNode resolved(JsonNode description, JsonNode node) {
        return node.has("$ref")
                ? description.at(JsonPointer.compile(node.path("$ref").asText().substring(1)))
                : node;
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
