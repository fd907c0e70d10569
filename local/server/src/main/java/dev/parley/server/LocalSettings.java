package dev.parley.server;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The environment that template.yaml would give the functions, for this machine.
final class LocalSettings {
    static final String CLIENT_ID = "local";

    private static final String USUAL_MODEL = "amazon.nova-lite-v1:0";
    /// Those that the starting catalog names, and some more to try with the real Bedrock.
    private static final List<String> MODELS = List.of(USUAL_MODEL, "openai.gpt-oss-120b-1:0", "amazon.nova-pro-v1:0");

    private LocalSettings() {}

    /// @param bedrock nothing for the real one
    static Map<String, String> of(URI dynamoDb, Optional<URI> bedrock, Options options) {
        String region = LocalCredentials.region();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PARLEY_TABLE", Database.TABLE);
        settings.put("PARLEY_CLIENT_ID", CLIENT_ID);
        settings.put("PARLEY_MODEL_ID", USUAL_MODEL);
        settings.put("PARLEY_MODEL_ARNS", modelArns(region));
        settings.put(
                "PARLEY_KNOWLEDGE_BASE_ARNS", "arn:aws:bedrock:" + region + ":123456789012:knowledge-base/kb-local");
        settings.put("PARLEY_SESSION_RETENTION_DAYS", String.valueOf(options.retentionDays()));
        settings.put("PARLEY_DAILY_TOKEN_BUDGET", String.valueOf(options.dailyTokenBudget()));
        settings.put("PARLEY_ALLOWED_ORIGINS", String.join(",", options.allowedOrigins()));
        settings.put("PARLEY_DYNAMODB_ENDPOINT", dynamoDb.toString());
        bedrock.ifPresent(endpoint -> settings.put("PARLEY_BEDROCK_ENDPOINT", endpoint.toString()));
        return settings;
    }

    private static String modelArns(String region) {
        return MODELS.stream()
                .map(model -> "arn:aws:bedrock:" + region + "::foundation-model/" + model)
                .collect(Collectors.joining(","));
    }
}
