package dev.parley.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient;
import software.amazon.awssdk.services.bedrockagentruntime.model.KnowledgeBaseRetrievalResult;
import software.amazon.awssdk.services.bedrockagentruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentruntime.model.RetrieveResponse;
import software.amazon.awssdk.services.bedrockagentruntime.model.ValidationException;

class RetrievalTest {

    private static LocalBedrock bedrock;
    private static BedrockAgentRuntimeClient client;

    @BeforeAll
    static void start() {
        bedrock = LocalBedrock.start();
        client = BedrockClients.agentRuntime(bedrock.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        bedrock.close();
    }

    @Test
    void thePassageThatSharesMostWordsComesFirst() {
        var best = retrieve("Which DEPOSIT is taken for a telescope?", 1)
                .retrievalResults()
                .getFirst();

        assertThat(best.content().text()).startsWith("A deposit of fifty euros");
        assertThat(best.location().s3Location().uri()).isEqualTo("s3://kb-local/deposit.txt");
        assertThat(best.score()).isBetween(0.5, 1.0);
    }

    @Test
    void resultsAreAsManyAsAskedForBestFirst() {
        var results = retrieve("solar filters for an eclipse", 4).retrievalResults();

        assertThat(results).hasSize(4);
        assertThat(results)
                .map(KnowledgeBaseRetrievalResult::score)
                .isSortedAccordingTo((left, right) -> Double.compare(right, left));
    }

    @Test
    void moreThanThereAreIsAllThereAre() {
        assertThat(retrieve("anything", 100).retrievalResults()).hasSize(10);
    }

    @Test
    void withoutAConfigurationFiveAreFound() {
        var response = client.retrieve(
                request -> request.knowledgeBaseId("kb-local").retrievalQuery(query -> query.text("telescope")));

        assertThat(response.retrievalResults()).hasSize(5);
    }

    @Test
    void anUnknownKnowledgeBaseIsNotFound() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> client.retrieve(request ->
                        request.knowledgeBaseId("kb-other").retrievalQuery(query -> query.text("telescope"))))
                .satisfies(thrown -> assertThat(thrown.statusCode()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void aNumberOfResultsOutOfRangeIsRefused(int number) {
        assertThatExceptionOfType(ValidationException.class).isThrownBy(() -> retrieve("telescope", number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankQueryIsRefused(String query) {
        assertThatExceptionOfType(ValidationException.class).isThrownBy(() -> retrieve(query, 1));
    }

    @Test
    void aQueryMayBeTwentyThousandCharactersLong() {
        assertThat(retrieve("x".repeat(20_000), 1).retrievalResults()).hasSize(1);
        assertThatExceptionOfType(ValidationException.class).isThrownBy(() -> retrieve("x".repeat(20_001), 1));
    }

    private static RetrieveResponse retrieve(String text, int number) {
        return client.retrieve(request -> request.knowledgeBaseId("kb-local")
                .retrievalQuery(query -> query.text(text))
                .retrievalConfiguration(configuration ->
                        configuration.vectorSearchConfiguration(search -> search.numberOfResults(number))));
    }
}
