package dev.parley.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.bedrock.ScriptedBedrock.Response;
import dev.parley.chat.Beside;
import dev.parley.chat.Refusal;
import dev.parley.standins.LocalBedrock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient;

class BedrockRetrieverTest {
    private static final String HANDBOOK = "kb-local";
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final Duration LITTLE = Duration.ofMillis(400);
    /// Far more than [#LITTLE].
    private static final Duration SOON = Duration.ofSeconds(5);

    private static LocalBedrock bedrock;
    private static BedrockAgentRuntimeClient client;
    private static BedrockRetriever retriever;

    @BeforeAll
    static void start() {
        bedrock = LocalBedrock.start();
        client = Asked.agentClient(bedrock.endpoint());
        retriever = new BedrockRetriever(client, Clock.systemUTC());
        // Loads the SDK's classes, which may take longer than the short times of these tests.
        retriever.passages(HANDBOOK, "telescope", 1, PLENTY);
    }

    @AfterAll
    static void stop() {
        client.close();
        bedrock.close();
    }

    @Test
    void asManyPassagesAreFoundAsAreWantedTheNearestFirst() {
        assertThat(retriever.passages(HANDBOOK, "Which deposit is taken for a telescope?", 3, PLENTY))
                .hasSize(3)
                .first()
                .isEqualTo("A deposit of fifty euros is taken for every telescope and paid back on return.");

        LocalBedrock.Call call = bedrock.calls(1).getFirst();
        assertThat(call.operation()).isEqualTo("Retrieve");
        assertThat(call.modelId()).isEqualTo(HANDBOOK);
        assertThat(call.body())
                .hasToString("{\"retrievalConfiguration\":{\"vectorSearchConfiguration\":{\"numberOfResults\":3}},"
                        + "\"retrievalQuery\":{\"text\":\"Which deposit is taken for a telescope?\"}}");
    }

    @Test
    void aTextOfTheLongestLengthIsSoughtWhole() {
        assertThat(sought("x".repeat(1_000))).isEqualTo("x".repeat(1_000));
        assertThat(sought("x".repeat(998) + "\uD83D\uDE00")).isEqualTo("x".repeat(998) + "\uD83D\uDE00");
    }

    @Test
    void aLongerTextIsCutBetweenTwoCharacters() {
        assertThat(sought("x".repeat(1_001))).isEqualTo("x".repeat(1_000));
        assertThat(sought("x".repeat(999) + "\uD83D\uDE00")).isEqualTo("x".repeat(999));
        assertThat(sought("\uD83D\uDE00".repeat(501))).isEqualTo("\uD83D\uDE00".repeat(500));
    }

    @Test
    void whiteSpaceAroundATextIsNotSought() {
        assertThat(sought(" ".repeat(3_000) + "telescope\n")).isEqualTo("telescope");
    }

    @Test
    void whatIsNoTextIsLeftOut() {
        assertThat(passages("""
            {"content":{"type":"IMAGE","byteContent":"data:image/png;base64,AA=="}},
            {"content":{"type":"ROW","row":[{"columnName":"c","columnValue":"v","type":"STRING"}]}},
            {"content":{"type":"HOLOGRAM","text":"from the future"}},
            {"content":{"type":"TEXT"}},
            {},
            {"content":{"type":"TEXT","text":""}},
            {"content":{"type":"TEXT","text":" \\n\u200B"}},
            {"content":{"type":"TEXT","text":" as it is\\n"}},
            {"content":{"text":"of no type"}}\
            """)).containsExactly(" as it is\n", "of no type");
    }

    @Test
    void passagesBeyondThoseThatAreWantedAreLeftOut() {
        assertThat(passages("{\"content\":{\"text\":\"p\"}},".repeat(9) + "{\"content\":{\"text\":\"q\"}}"))
                .containsExactly("p", "p", "p", "p");
    }

    @Test
    void nothingFoundIsNoPassage() {
        assertThat(passages("")).isEmpty();
    }

    @Test
    void anUnknownKnowledgeBaseIsNoAnswer() {
        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> retriever.passages("kb-other", "telescope", 1, PLENTY))
                .withMessage("no answer: knowledge base: status 404 ResourceNotFoundException");
    }

    @Test
    void aKnowledgeBaseThatThrottlesQuicklyIsAskedTwiceAndNoMore() {
        refuses("status 429 ThrottlingException", PLENTY, 2, Response.throttled());
    }

    @Test
    void aKnowledgeBaseThatThrottlesWithLittleTimeLeftIsAskedOnce() {
        refuses("status 429 ThrottlingException", Duration.ofSeconds(9), 1, Response.throttled());
    }

    @Test
    void theSecondTryMayBringThePassages() {
        Response found = Response.ok("{\"retrievalResults\":[{\"content\":{\"text\":\"p\"}}]}");
        try (ScriptedBedrock script = ScriptedBedrock.answering(Response.throttled(), found)) {
            assertThat(at(script.endpoint()).passages("kb", "text", 1, PLENTY)).containsExactly("p");
        }
    }

    @ParameterizedTest
    @CsvSource({"403, AccessDeniedException", "500, InternalServerException", "504, DependencyFailedException"})
    void everyOtherErrorIsNoAnswerAfterOneCall(int status, String type) {
        refuses("status " + status + " " + type, PLENTY, 1, new Response.Whole(status, type, "{}"));
    }

    @Test
    void aRequestThatIsNotAnsweredIsNotSentAgain() {
        refuses("out of reach", PLENTY, 1, new Response.HangUp());
    }

    /// On a thread of its own, as in a turn.
    @Test
    void aKnowledgeBaseThatDripsIsLeftWhenTimeIsUp() {
        long begun = System.nanoTime();
        refuses("out of time", LITTLE, 1, new Response.Drip());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void withoutTimeLeftNothingIsAsked(long milliseconds) {
        refuses("out of time", Duration.ofMillis(milliseconds), 0, new Response.HangUp());
    }

    /// What is looked up for a text.
    private static String sought(String text) {
        retriever.passages(HANDBOOK, text, 1, PLENTY);
        JsonNode body = bedrock.calls(1).getFirst().body();
        return body.path("retrievalQuery").path("text").textValue();
    }

    /// At most four passages, of these results.
    private static List<String> passages(String results) {
        Response response = Response.ok("{\"retrievalResults\":[" + results + "]}");
        try (ScriptedBedrock script = ScriptedBedrock.answering(response)) {
            return at(script.endpoint()).passages("kb", "text", 4, PLENTY);
        }
    }

    private static void refuses(String reason, Duration time, int calls, Response response) {
        try (ScriptedBedrock script = ScriptedBedrock.answering(response)) {
            BedrockRetriever asked = at(script.endpoint());
            assertThatExceptionOfType(Refusal.NoAnswer.class)
                    .isThrownBy(() -> Beside.start(() -> asked.passages("kb", "text", 1, time))
                            .join())
                    .withMessage("no answer: knowledge base: " + reason);
            assertThat(script.calls()).isEqualTo(calls);
        }
    }

    private static BedrockRetriever at(URI endpoint) {
        return new BedrockRetriever(Asked.agentClient(endpoint), Clock.systemUTC());
    }
}
