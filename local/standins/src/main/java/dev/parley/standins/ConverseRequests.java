package dev.parley.standins;

import static dev.parley.standins.BedrockFault.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standins.RequestMembers.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The checks that Bedrock makes of a Converse request for a model of text, in its own words where they are known.
final class ConverseRequests {

    private static final Set<String> REQUEST = Set.of(
            "messages",
            "system",
            "inferenceConfig",
            "toolConfig",
            "guardrailConfig",
            "additionalModelRequestFields",
            "promptVariables",
            "additionalModelResponseFieldPaths",
            "requestMetadata",
            "performanceConfig",
            "serviceTier",
            "outputConfig");
    private static final Set<String> INFERENCE = Set.of("maxTokens", "temperature", "topP", "stopSequences");
    private static final Set<String> MESSAGE = Set.of("role", "content");
    private static final Set<String> BLOCK = Set.of("text", "cachePoint");
    private static final Set<String> ROLES = Set.of("user", "assistant");
    private static final int MOST_METADATA = 16;
    private static final Pattern METADATA_KEY = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{1,256}");
    private static final Pattern METADATA_VALUE = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.-]{0,256}");
    private static final Range MAX_TOKENS = new Range(1, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private ConverseRequests() {}

    static Conversation parse(JsonNode request) {
        RequestMembers.onlyKnown(request, "The request", REQUEST);
        var messages = RequestMembers.list(request, "messages");
        var texts = new ArrayList<>(systemTexts(RequestMembers.list(request, "system")));
        var newest = List.<String>of();
        for (var index = 0; index < messages.size(); index++) {
            newest = messageTexts(messages.get(index), "messages." + index);
            texts.addAll(newest);
        }
        checkRoles(messages.stream()
                .map(message -> RequestMembers.text(message, "role"))
                .toList());
        require(!newest.isEmpty(), "The last message has no text.");
        var metadata = metadata(request.path("requestMetadata"));
        var lastBlock = metadata.getOrDefault("lastBlock", "");
        return new Conversation(texts, newest, lastBlock, maxTokens(request.path("inferenceConfig")));
    }

    private static List<String> systemTexts(List<JsonNode> blocks) {
        return blockTexts(blocks, "SystemContentBlock", "system");
    }

    private static List<String> messageTexts(JsonNode message, String place) {
        RequestMembers.onlyKnown(message, place, MESSAGE);
        var blocks = RequestMembers.list(message, "content");
        require(
                !blocks.isEmpty(),
                "The content field in the Message object at " + place
                        + " is empty. Add a ContentBlock object to the content field and try again.");
        return blockTexts(blocks, "ContentBlock", place + ".content");
    }

    private static List<String> blockTexts(List<JsonNode> blocks, String type, String place) {
        var texts = new ArrayList<String>();
        for (var index = 0; index < blocks.size(); index++) {
            var block = blocks.get(index);
            var at = place + "." + index;
            RequestMembers.onlyKnown(block, at, BLOCK);
            require(block.size() == 1, "The " + type + " object at " + at + " must set one member.");
            if (block.has("text")) {
                texts.add(text(block, "The text field in the " + type + " object at " + at));
            }
        }
        return texts;
    }

    private static String text(JsonNode block, String place) {
        var text = RequestMembers.text(block, "text");
        require(!text.isBlank(), place + " is blank. Add text to the text field, and try again.");
        return text;
    }

    private static void checkRoles(List<String> roles) {
        require(ROLES.containsAll(roles), "A role must be user or assistant.");
        require(
                !roles.isEmpty() && roles.getFirst().equals("user"),
                "A conversation must start with a user message. Try again with a conversation that starts with a user"
                        + " message.");
        for (var index = 1; index < roles.size(); index++) {
            require(
                    !roles.get(index).equals(roles.get(index - 1)),
                    "A conversation must alternate between user and assistant roles. Make sure the conversation"
                            + " alternates between user and assistant roles and try again.");
        }
        require(
                roles.getLast().equals("user"),
                "This model does not support assistant message prefill. The conversation must end with a user"
                        + " message.");
    }

    private static Map<String, String> metadata(JsonNode given) {
        require(given.isMissingNode() || given.isObject(), "requestMetadata must be an object.");
        require(given.size() <= MOST_METADATA, "requestMetadata has more than " + MOST_METADATA + " entries.");
        var metadata = new HashMap<String, String>();
        for (var entry : given.properties()) {
            var value = RequestMembers.text(given, entry.getKey());
            require(METADATA_KEY.matcher(entry.getKey()).matches(), "requestMetadata has a key that is malformed.");
            require(METADATA_VALUE.matcher(value).matches(), "requestMetadata has a value that is malformed.");
            metadata.put(entry.getKey(), value);
        }
        return metadata;
    }

    private static int maxTokens(JsonNode inference) {
        if (inference.isMissingNode()) {
            return MAX_TOKENS.preset();
        }
        RequestMembers.onlyKnown(inference, "inferenceConfig", INFERENCE);
        RequestMembers.share(inference, "temperature");
        RequestMembers.share(inference, "topP");
        return RequestMembers.number(inference, "maxTokens", MAX_TOKENS);
    }
}
