package dev.parley.standins;

import static dev.parley.standins.BedrockFault.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/// Reads members of a request's JSON; what is missing, unknown or of another type is a ValidationException.
final class RequestMembers {

    private RequestMembers() {}

    /// Refuses anything but an object with these members only.
    static void onlyKnown(JsonNode node, String place, Set<String> known) {
        require(node.isObject(), place + " must be an object.");
        node.fieldNames().forEachRemaining(name -> require(known.contains(name), place + " has no member " + name));
    }

    static List<JsonNode> list(JsonNode object, String member) {
        var node = object.path(member);
        require(node.isArray() || node.isMissingNode(), member + " must be a list.");
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    static String text(JsonNode object, String member) {
        var node = object.path(member);
        require(node.isTextual(), member + " must be a string.");
        return node.textValue();
    }

    /// The whole number, or the default where there is none.
    static int number(JsonNode object, String member, Range range) {
        var node = object.path(member);
        if (node.isMissingNode()) {
            return range.preset();
        }
        require(
                node.canConvertToInt() && node.isIntegralNumber() && range.holds(node.intValue()),
                member + " must be a whole number from " + range.least() + " to " + range.most() + ".");
        return node.intValue();
    }

    /// Refuses a number that is no share, that is not from 0 to 1.
    static void share(JsonNode object, String member) {
        var node = object.path(member);
        require(
                node.isMissingNode() || (node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= 1),
                member + " must be a number from 0 to 1.");
    }

    record Range(int least, int most, int preset) {

        boolean holds(int number) {
            return least <= number && number <= most;
        }
    }
}
