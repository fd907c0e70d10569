package dev.parley.server;

import dev.parley.chat.TokenBudget;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the environment asks of the server.
public record Options(Map<String, String> environment) {
    private static final int USUAL_PORT = 3000;
    private static final int MOST_RETENTION_DAYS = 36_500;
    private static final String AWS = "aws";
    /// What the template's parameter `AllowedOrigins` takes, too.
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    public Options {
        environment = Map.copyOf(environment);
    }

    /// `PARLEY_PORT`: where to listen; 0 is any free port.
    int port() {
        String port = setting("PARLEY_PORT").orElse(String.valueOf(USUAL_PORT));
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new StartFailure("PARLEY_PORT must be a port from 0 to 65535, not " + port + ".");
        }
        return Integer.parseInt(port);
    }

    /// `PARLEY_DATA`: the folder to keep the data in; without it they are gone when the server ends.
    Optional<Path> data() {
        return setting("PARLEY_DATA").map(folder -> {
            try {
                return Path.of(folder);
            } catch (InvalidPathException e) {
                throw new StartFailure("PARLEY_DATA is no folder's name: " + folder, e);
            }
        });
    }

    /// `PARLEY_DYNAMODB_ENDPOINT`: a DynamoDB to use instead of the embedded one.
    Optional<URI> dynamoDbEndpoint() {
        return setting("PARLEY_DYNAMODB_ENDPOINT").map(endpoint -> address("PARLEY_DYNAMODB_ENDPOINT", endpoint));
    }

    /// `PARLEY_BEDROCK_ENDPOINT`: a Bedrock to use instead of the stand-in.
    Optional<URI> bedrockEndpoint() {
        return setting("PARLEY_BEDROCK_ENDPOINT")
                .filter(endpoint -> !endpoint.equals(AWS))
                .map(endpoint -> address("PARLEY_BEDROCK_ENDPOINT", endpoint));
    }

    /// `PARLEY_BEDROCK_ENDPOINT=aws`: the real Bedrock answers.
    boolean realBedrock() {
        return setting("PARLEY_BEDROCK_ENDPOINT").filter(AWS::equals).isPresent();
    }

    /// `PARLEY_SESSION_RETENTION_DAYS`: what the template's parameter `SessionRetentionDays` is here.
    int retentionDays() {
        String days = setting("PARLEY_SESSION_RETENTION_DAYS").orElse("0");
        if (!days.matches("[0-9]{1,5}") || Integer.parseInt(days) > MOST_RETENTION_DAYS) {
            throw new StartFailure(
                    "PARLEY_SESSION_RETENTION_DAYS must be a number of days from 0, which keeps sessions, to "
                            + MOST_RETENTION_DAYS + ", not " + days + ".");
        }
        return Integer.parseInt(days);
    }

    /// `PARLEY_DAILY_TOKEN_BUDGET`: what the template's parameter `DailyTokenBudget` is here.
    long dailyTokenBudget() {
        String tokens = setting("PARLEY_DAILY_TOKEN_BUDGET").orElse("0");
        if (!tokens.matches("[0-9]{1,10}") || Long.parseLong(tokens) > TokenBudget.MOST) {
            throw new StartFailure(
                    "PARLEY_DAILY_TOKEN_BUDGET must be a number of tokens from 0, which sets no bound, to "
                            + TokenBudget.MOST + ", not " + tokens + ".");
        }
        return Long.parseLong(tokens);
    }

    /// `PARLEY_GENERATE_TITLES`: what the template's parameter `GenerateTitles` is here, if it is not what it is by
    /// default.
    Map<String, String> parameters() {
        Optional<String> titles = setting("PARLEY_GENERATE_TITLES");
        titles.filter(choice -> !choice.equals("true") && !choice.equals("false"))
                .ifPresent(choice -> {
                    throw new StartFailure("PARLEY_GENERATE_TITLES must be true or false, not " + choice + ".");
                });
        return titles.map(choice -> Map.of("GenerateTitles", choice)).orElse(Map.of());
    }

    /// `PARLEY_ALLOWED_ORIGINS`: what the template's parameter `AllowedOrigins` is here.
    List<String> allowedOrigins() {
        return setting("PARLEY_ALLOWED_ORIGINS").stream()
                .flatMap(origins -> Arrays.stream(origins.split(",")))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .map(Options::origin)
                .toList();
    }

    /// Whether nothing outside this process takes part.
    boolean isEmbedded() {
        return !realBedrock()
                && dynamoDbEndpoint().isEmpty()
                && bedrockEndpoint().isEmpty();
    }

    /// The region that the environment names; the SDK itself does not look at the second variable.
    Optional<String> region() {
        return setting("AWS_REGION").or(() -> setting("AWS_DEFAULT_REGION"));
    }

    /// Whether the SDK finds credentials in the environment.
    boolean offersCredentials() {
        return setting("AWS_ACCESS_KEY_ID").isPresent()
                || setting("AWS_PROFILE").isPresent();
    }

    /// What was chosen, for the one who starts the server.
    List<String> summary() {
        String data = dynamoDbEndpoint()
                .map(endpoint -> "in the DynamoDB at " + endpoint)
                .or(() -> data().map(folder -> "in " + folder.toAbsolutePath()))
                .orElse("in memory, until the server ends; PARLEY_DATA names a folder to keep them in");
        String model = bedrockEndpoint()
                .map(endpoint -> "the Bedrock at " + endpoint)
                .orElse(realBedrock() ? "Amazon Bedrock" : "a stand-in that repeats what it is told");
        String sessions = retentionDays() == 0
                ? "Sessions stay until they are deleted."
                : "Sessions go " + retentionDays() + " whole days after their last change.";
        String budget =
                dailyTokenBudget() == 0 ? "" : ", up to " + dailyTokenBudget() + " tokens for a user and UTC day";
        return List.of("Data are kept " + data + ".", sessions, "Chats are answered by " + model + budget + ".");
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String origin(String text) {
        if (!ORIGIN.matcher(text).matches()) {
            throw new StartFailure("PARLEY_ALLOWED_ORIGINS must be origins such as http://localhost:8080, separated by"
                    + " commas, and " + text + " is none: scheme, host and perhaps port, no path and no wildcard.");
        }
        return text;
    }

    private static URI address(String name, String text) {
        try {
            URI address = new URI(text);
            boolean web = address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
            if (web) {
                return address;
            }
        } catch (URISyntaxException _) {
            // Refused below, as any other text is that is no address.
        }
        throw new StartFailure(name + " must be an address such as http://127.0.0.1:8000, not " + text + ".");
    }
}
