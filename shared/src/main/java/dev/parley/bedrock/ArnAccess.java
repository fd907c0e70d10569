package dev.parley.bedrock;

import dev.parley.chat.ModelAccess;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the stack's roles may reach, by the ARNs that they were given. A `*` in an ARN stands for anything.
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
        return models.stream().anyMatch(arn -> covers(arn, bedrockModelId) || covers(lastPart(arn), bedrockModelId));
    }

    /// A knowledge base goes by its ARN's last part.
    @Override
    public boolean reachesKnowledgeBase(String id) {
        return knowledgeBases.stream().anyMatch(arn -> covers(lastPart(arn), id));
    }

    private static boolean covers(String pattern, String id) {
        String expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return !id.isEmpty() && Pattern.matches(expression, id);
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
