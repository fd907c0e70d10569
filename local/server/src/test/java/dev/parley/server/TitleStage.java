package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standins.LocalBedrock;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A server whose sessions get titles, and the stand-in that it asks for them. What a user says first behind
/// `!title` is what that answers then, or how it fails.
record TitleStage(LocalBedrock bedrock, SweptServer swept) implements AutoCloseable {
    static TitleStage open() {
        return open(Map.of(), Clock.systemUTC());
    }

    /// @param settings what the server's environment says besides
    static TitleStage open(Map<String, String> settings, Clock clock) {
        LocalBedrock bedrock = LocalBedrock.start();
        Map<String, String> all = new HashMap<>(settings);
        all.put("PARLEY_PORT", "0");
        all.put("PARLEY_BEDROCK_ENDPOINT", bedrock.endpoint().toString());
        return new TitleStage(bedrock, SweptServer.start(all, clock));
    }

    /// A user whom nobody has seen yet.
    ChatbotUser user() {
        return ChatbotUser.of(swept.server());
    }

    /// Has every record of the stream worked off.
    void drain() {
        swept.server().drainStream();
    }

    /// What the model was asked for a title of a conversation in which this was said.
    List<JsonNode> requests(String said) {
        return bedrock.calls(1_000).stream()
                .map(LocalBedrock.Call::body)
                .filter(body -> body.at("/requestMetadata/lastBlock").asText().equals("title-request"))
                .filter(body -> ChatbotUser.texts(body.at("/messages/0/content"), "text").stream()
                        .anyMatch(block -> block.contains(said)))
                .toList();
    }

    @Override
    public void close() {
        swept.close();
        bedrock.close();
    }
}
