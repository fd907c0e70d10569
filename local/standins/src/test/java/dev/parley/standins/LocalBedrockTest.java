package dev.parley.standins;

import static dev.parley.standins.BedrockClients.conversation;
import static dev.parley.standins.BedrockClients.texts;
import static dev.parley.standins.BedrockClients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.standins.LocalBedrock.Call;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class LocalBedrockTest {

    private LocalBedrock bedrock;
    private BedrockRuntimeClient client;

    @BeforeEach
    void start() {
        bedrock = LocalBedrock.start();
        client = BedrockClients.runtime(bedrock.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        bedrock.close();
    }

    @Test
    void requestsAreRememberedNewestFirst() {
        client.converse(conversation(user("First")));
        client.converse(conversation(user("Second")));
        client.converse(conversation(user("Third")));

        assertThat(newestTexts(2)).containsExactly("Third", "Second");
        assertThat(bedrock.calls(9)).hasSize(3).allSatisfy(call -> {
            assertThat(call.operation()).isEqualTo("Converse");
            assertThat(call.modelId()).isEqualTo(BedrockClients.MODEL);
        });
        assertThat(bedrock.calls(0)).isEmpty();
        assertThat(bedrock.calls(-1)).isEmpty();
    }

    @Test
    void everyOperationIsRemembered() {
        try (var async = BedrockClients.async(bedrock.endpoint());
                var agents = BedrockClients.agentRuntime(bedrock.endpoint())) {
            agents.retrieve(request -> request.knowledgeBaseId("kb-local").retrievalQuery(query -> query.text("sun")));
            async.converseStream(
                            request -> request.modelId("m").messages(user("Hello")),
                            ConverseStreamResponseHandler.builder()
                                    .subscriber(_ -> {})
                                    .build())
                    .join();
        }

        assertThat(bedrock.calls(2)).extracting(Call::operation).containsExactly("ConverseStream", "Retrieve");
        assertThat(bedrock.calls(2)).extracting(Call::modelId).containsExactly("m", "kb-local");
    }

    @Test
    void aRequestThatFailsIsRememberedToo() {
        assertThatExceptionOfType(ThrottlingException.class)
                .isThrownBy(() -> client.converse(conversation(user("!throttle"))));

        assertThat(newestTexts(1)).containsExactly("!throttle");
    }

    @Test
    void aThousandRequestsAreRemembered() {
        IntStream.rangeClosed(1, 1_001).forEach(number -> client.converse(conversation(user("Message " + number))));

        assertThat(newestTexts(2_000)).hasSize(1_000).startsWith("Message 1001").endsWith("Message 2");
    }

    @Test
    void fiftyAtOnceGetTheirOwnAnswers() throws InterruptedException, ExecutionException {
        var answers = new ArrayList<Future<List<String>>>();
        try (var threads = Executors.newFixedThreadPool(50)) {
            for (var number = 0; number < 500; number++) {
                var text = "Message " + number;
                answers.add(threads.submit(() -> texts(client.converse(conversation(user(text))))));
            }
        }

        for (var number = 0; number < 500; number++) {
            assertThat(answers.get(number).get()).containsExactly("You said: Message " + number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\"text\"",
                "{} {}",
                "{\"messages\":null}",
                "{\"messages\":[null]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":1}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}",
                "{\"messages\":[{\"role\":7,\"content\":[{\"text\":\"Hello\"}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}],\"maxTokens\":1}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}],\"system\":\"Be kind\"}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}],\"inferenceConfig\":[]}"
            })
    void aMalformedBodyIsAValidationException(String body) throws IOException, InterruptedException {
        var response = post("/model/m/converse", BodyPublishers.ofString(body));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("ValidationException");
        assertThat(response.body()).matches("\\{\"message\":\".+\"}");
        assertThat(bedrock.calls(1)).hasSize(1);
    }

    @Test
    void bytesThatAreNoTextAreAValidationException() throws IOException, InterruptedException {
        var bytes = new byte[] {0, 0, 0, 0, (byte) 0xff, (byte) 0xfe, (byte) 0xc0};

        assertThat(post("/model/m/converse", BodyPublishers.ofByteArray(bytes)).statusCode())
                .isEqualTo(400);
        assertThat(post("/knowledgebases/kb-local/retrieve", BodyPublishers.ofByteArray(bytes))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anotherPathIsNotFound() throws IOException, InterruptedException {
        assertThat(post("/model/m/invoke", BodyPublishers.ofString("{}")).statusCode())
                .isEqualTo(404);
    }

    private List<String> newestTexts(int last) {
        return bedrock.calls(last).stream()
                .map(call -> call.body().at("/messages/0/content/0/text").textValue())
                .toList();
    }

    private HttpResponse<String> post(String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(bedrock.endpoint().resolve(path))
                    .POST(body)
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
