package dev.parley.bedrock;

import dev.parley.chat.ModelAccess;
import java.util.Arrays;
import java.util.List;

/// What the stack's roles may reach, by the ARNs that they were given.
public final class ArnAccess implements ModelAccess {
    private final List<String> models;
    private final List<String> knowledgeBases;

    private ArnAccess(List<String> models, List<String> knowledgeBases) {
        this.models = models;
        this.knowledgeBases = knowledgeBases;
    }

    /// Access to what two comma-separated lists of ARNs name.
    public static ArnAccess of(String modelArns, String knowledgeBaseArns) {
        return new ArnAccess(listed(modelArns), listed(knowledgeBaseArns));
    }

    /// A Bedrock model goes by its ARN or by the ARN's last part.
    @Override
    public boolean reachesModel(String bedrockModelId) {
        return models.stream()
                .anyMatch(arn -> arn.equals(bedrockModelId) || lastPart(arn).equals(bedrockModelId));
    }

    /// A knowledge base goes by its ARN's last part.
    @Override
    public boolean reachesKnowledgeBase(String id) {
        return knowledgeBases.stream().anyMatch(arn -> lastPart(arn).equals(id));
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static List<String> listed(String arns) {
        return Arrays.stream(arns.split(","))
                .map(String::strip)
                .filter(arn -> !arn.isEmpty())
                .toList();
    }
}
