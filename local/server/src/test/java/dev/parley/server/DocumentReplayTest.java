package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.DocumentStep.Document;
import dev.parley.standins.HandClock;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every example of the five documents, sent over HTTP in the documents' own words at the documents' own times:
/// only ids, users and tokens are put in. The examples are in `documents/`.
class DocumentReplayTest {
    private static final List<String> GROUPS = List.of("chatflow", "basic", "chatbot", "character", "agent");
    private static final int OPERATIONS = 29;

    private static final HandClock CLOCK = new HandClock();
    private static final LocalServer SERVER = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), CLOCK);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @TestFactory
    Stream<DynamicContainer> theDocumentsExamplesWork() {
        Set<String> operations = new TreeSet<>();
        Set<String> fields = new TreeSet<>();
        Stream<DynamicContainer> documents =
                GROUPS.stream().map(group -> replay(group, read(group), operations, fields));
        DynamicTest all = DynamicTest.dynamicTest(OPERATIONS + " operations, none left out", () -> {
            System.out.printf(
                    "Replayed %d of %d documented operations, %d documented fields.%n",
                    operations.size(), OPERATIONS, fields.size());
            assertThat(operations).hasSize(OPERATIONS);
        });
        return Stream.concat(documents, Stream.of(DynamicContainer.dynamicContainer("in all", Stream.of(all))));
    }

    private static DynamicContainer replay(
            String group, Document document, Set<String> operations, Set<String> fields) {
        AnswerPattern answers = new AnswerPattern();
        Stream<DynamicTest> steps = document.steps().stream()
                .map(step -> DynamicTest.dynamicTest(step.shown(), () -> {
                    for (int i = 0; i < Math.max(1, step.times()); i++) {
                        send(group, step, answers);
                    }
                    Optional.ofNullable(step.operation())
                            .map(name -> group + " " + name)
                            .ifPresent(operations::add);
                }));
        DynamicTest complete = DynamicTest.dynamicTest("every documented field was seen", () -> {
            System.out.printf(
                    "%s: %d operations, %d fields%n",
                    document.title(),
                    operations.stream()
                            .filter(name -> name.startsWith(group + " "))
                            .count(),
                    answers.documented().size());
            answers.documented().forEach(field -> fields.add(group + " " + field));
            assertThat(answers.missed()).isEmpty();
        });
        return DynamicContainer.dynamicContainer(document.title(), Stream.concat(steps, Stream.of(complete)));
    }

    private static void send(String group, DocumentStep step, AnswerPattern answers) {
        step.time().ifPresent(CLOCK::set);
        String user = Optional.ofNullable(step.user()).orElse("user-of-" + group);
        ApiClient client = user.isEmpty() ? new ApiClient(SERVER.address(), "") : signIn(user, answers);
        Answer answer = client.send(
                answers.filled(step.request()),
                Optional.ofNullable(step.key()),
                Optional.ofNullable(step.body()).map(body -> answers.filled(body.toString())));

        assertThat(answer.status()).as(answer.shown()).isEqualTo(step.status());
        answers.check(step, answer.body());
    }

    private static ApiClient signIn(String user, AnswerPattern answers) {
        ApiClient client = ApiClient.signIn(SERVER.address(), user, user.equals("admin") ? "admins" : "");
        answers.bind(user.startsWith("user-of-") ? "$sub" : "$sub-" + user, client.sub());
        return client;
    }

    private static Document read(String group) {
        try (InputStream file = DocumentReplayTest.class.getResourceAsStream("/documents/" + group + ".json")) {
            return JsonMapper.builder().build().readValue(file, Document.class);
        } catch (IOException e) {
            throw new IllegalStateException("no document " + group, e);
        }
    }
}
