package dev.parley.chat;

/// What the stack's roles may reach.
public interface ModelAccess {
    /// Whether the stack may ask the Bedrock model, inference profile or ARN.
    boolean reachesModel(String bedrockModelId);

    /// Whether the stack may search the Bedrock knowledge base.
    boolean reachesKnowledgeBase(String id);
}
