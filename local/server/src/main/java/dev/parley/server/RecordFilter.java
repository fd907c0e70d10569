package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.stream.StreamSupport;

/// Which records of a stream a trigger hands over, by the filters of the template: a record meets a pattern
/// when each field that the pattern names has one of the values in its list, or is there or not as `exists` says.
final class RecordFilter {
    private static final String EXISTS = "exists";

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
                ? StreamSupport.stream(values.spliterator(), false).anyMatch(one -> admits(value, one))
                : pattern.properties().stream().allMatch(field -> meets(value.path(field.getKey()), field.getValue()));
    }

    /// As with Lambda, only a value is there: neither an object nor a list is.
    private static boolean admits(JsonNode value, JsonNode one) {
        return one.isObject() ? value.isValueNode() == one.path(EXISTS).booleanValue() : value.equals(one);
    }

    private static boolean isKnown(JsonNode one) {
        return one.isValueNode() || (one.size() == 1 && one.path(EXISTS).isBoolean());
    }

    private static void check(JsonNode pattern) {
        boolean known = pattern instanceof ArrayNode values
                ? StreamSupport.stream(values.spliterator(), false).allMatch(RecordFilter::isKnown)
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
