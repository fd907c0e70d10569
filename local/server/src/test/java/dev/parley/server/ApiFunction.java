package dev.parley.server;

import dev.parley.Backend;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.catalog.CatalogFunction;
import dev.parley.character.CharacterFunction;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.http.Rehearsed;
import dev.parley.stream.StreamFunction;

/// The functions that an API calls: each rehearses before a snapshot.
enum ApiFunction {
    CHATFLOW("ChatflowRole"),
    BASIC("BasicRole"),
    CHATBOT("ChatbotRole"),
    CHARACTER("CharacterRole"),
    AGENT("AgentRole"),
    CATALOG("CatalogRole"),
    STREAM("StreamRole");

    private final String role;

    ApiFunction(String role) {
        this.role = role;
    }

    /// The name of its role in template.yaml.
    String role() {
        return role;
    }

    Rehearsed with(Backend backend) {
        return switch (this) {
            case CHATFLOW -> new ChatflowFunction(backend);
            case BASIC -> new BasicFunction(backend);
            case CHATBOT -> new ChatbotFunction(backend);
            case CHARACTER -> new CharacterFunction(backend);
            case AGENT -> new AgentFunction(backend);
            case CATALOG -> new CatalogFunction(backend);
            case STREAM -> new StreamFunction(backend);
        };
    }
}
