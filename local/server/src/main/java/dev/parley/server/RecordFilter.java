package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.stream.StreamSupport;

/// Which records of a stream a trigger hands over, by the filters of the template: a record meets a pattern
/// when each field that the pattern names has one of the values in its list.
final class RecordFilter {
    private final List<JsonNode> patterns;

    /// @throws StartFailure for a pattern that only the real Lambda knows how to read
    RecordFilter(List<String> patterns) {
        this.patterns = patterns.stream().map(Json::parse).toList();
        this.patterns.forEach(RecordFilter::check);
    }

    boolean admits(JsonNode event) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> meets(event, pattern));
    }

    private static boolean meets(JsonNode value, JsonNode pattern) {
        return pattern instanceof ArrayNode values
                ? StreamSupport.stream(values.spliterator(), false).anyMatch(value::equals)
                : pattern.properties().stream().allMatch(field -> meets(value.path(field.getKey()), field.getValue()));
    }

    private static void check(JsonNode pattern) {
        boolean known = pattern instanceof ArrayNode values
                ? StreamSupport.stream(values.spliterator(), false).allMatch(JsonNode::isValueNode)
                : pattern.isObject();
        if (!known) {
            throw new StartFailure(
                    "The template's filter " + pattern + " is of a kind that the local server does not have.");
        }
        if (pattern.isObject()) {
            pattern.forEach(RecordFilter::check);
        }
    }
}
