package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standins.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void anEmptyEnvironmentMeansMemoryAStandInAndPort3000() {
        Options options = new Options(Map.of("PARLEY_DATA", " ", "PARLEY_BEDROCK_ENDPOINT", ""));

        assertThat(options.port()).isEqualTo(3000);
        assertThat(options.data()).isEmpty();
        assertThat(options.isEmbedded()).isTrue();
        assertThat(options.allowedOrigins()).isEmpty();
        assertThat(options.retentionDays()).isZero();
        assertThat(options.dailyTokenBudget()).isZero();
        assertThat(options.parameters()).isEmpty();
        assertThat(options.summary())
                .last()
                .isEqualTo("Chats are answered by a stand-in that repeats what it is told.");
    }

    @Test
    void everyOptionIsRead() {
        Options options = new Options(Map.of(
                "PARLEY_PORT", "0",
                "PARLEY_DATA", "data",
                "PARLEY_DYNAMODB_ENDPOINT", "http://localhost:8000",
                "PARLEY_SESSION_RETENTION_DAYS", "30",
                "PARLEY_DAILY_TOKEN_BUDGET", "1000000000",
                "PARLEY_GENERATE_TITLES", "false",
                "PARLEY_BEDROCK_ENDPOINT", "https://bedrock.test",
                "PARLEY_ALLOWED_ORIGINS", "http://a.test, http://b.test"));

        assertThat(options.port()).isZero();
        assertThat(options.data()).contains(Path.of("data"));
        assertThat(options.dynamoDbEndpoint()).contains(URI.create("http://localhost:8000"));
        assertThat(options.bedrockEndpoint()).contains(URI.create("https://bedrock.test"));
        assertThat(options.retentionDays()).isEqualTo(30);
        assertThat(options.dailyTokenBudget()).isEqualTo(1_000_000_000);
        assertThat(options.parameters()).isEqualTo(Map.of("GenerateTitles", "false"));
        assertThat(options.summary())
                .last()
                .isEqualTo(
                        "Chats are answered by the Bedrock at https://bedrock.test, up to 1000000000 tokens for a user"
                                + " and UTC day.");
        assertThat(options.realBedrock()).isFalse();
        assertThat(options.isEmbedded()).isFalse();
        assertThat(options.allowedOrigins()).containsExactly("http://a.test", "http://b.test");
    }

    @Test
    void theWordAwsMeansTheRealBedrock() {
        Options options = new Options(Map.of("PARLEY_BEDROCK_ENDPOINT", "aws"));

        assertThat(options.realBedrock()).isTrue();
        assertThat(options.bedrockEndpoint()).isEmpty();
        assertThat(options.isEmbedded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "99999", "3000x", "three"})
    void aPortThatIsNoneIsRefusedInWords(String port) {
        assertThatThrownBy(() -> new Options(Map.of("PARLEY_PORT", port)).port())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PARLEY_PORT")
                .hasMessageContaining(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "36501", "99999999999", "a month"})
    void aRetentionThatIsNoneIsRefusedInWords(String days) {
        assertThatThrownBy(() -> new Options(Map.of("PARLEY_SESSION_RETENTION_DAYS", days)).retentionDays())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PARLEY_SESSION_RETENTION_DAYS")
                .hasMessageContaining(days);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000000001", "99999999999999999999", "1.5", "plenty"})
    void aTokenBudgetThatIsNoneIsRefusedInWords(String tokens) {
        assertThatThrownBy(() -> new Options(Map.of("PARLEY_DAILY_TOKEN_BUDGET", tokens)).dailyTokenBudget())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PARLEY_DAILY_TOKEN_BUDGET")
                .hasMessageContaining(tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "0", "TRUE"})
    void aChoiceOfTitlesThatIsNoneIsRefusedInWords(String choice) {
        assertThatThrownBy(() -> new Options(Map.of("PARLEY_GENERATE_TITLES", choice)).parameters())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PARLEY_GENERATE_TITLES")
                .hasMessageContaining(choice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "*", "null", "localhost:8080", "http://a.test/", "http://a.test/a", "ftp://a.test"})
    void whatIsNoOriginIsRefusedInWordsAsOnAws(String origin) {
        Options options = new Options(Map.of("PARLEY_ALLOWED_ORIGINS", "http://b.test," + origin));

        assertThatThrownBy(options::allowedOrigins)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PARLEY_ALLOWED_ORIGINS")
                .hasMessageContaining(" " + origin + " ");
        assertThat(origin).doesNotMatch(allowedOnAws());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://app.example.com", "http://127.0.0.1"})
    void anOriginIsTakenAsOnAws(String origin) {
        assertThat(new Options(Map.of("PARLEY_ALLOWED_ORIGINS", origin)).allowedOrigins())
                .containsExactly(origin);
        assertThat(origin).matches(allowedOnAws());
    }

    private static String allowedOnAws() {
        return Json.tree(Template.ofProject().section("Parameters"))
                .at("/AllowedOrigins/AllowedPattern")
                .asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "AWS", "not an address", "ftp://host", "http://"})
    void anEndpointThatIsNoAddressIsRefusedInWords(String endpoint) {
        assertThatThrownBy(() -> new Options(Map.of("PARLEY_BEDROCK_ENDPOINT", endpoint)).bedrockEndpoint())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PARLEY_BEDROCK_ENDPOINT")
                .hasMessageContaining(endpoint);
    }
}
