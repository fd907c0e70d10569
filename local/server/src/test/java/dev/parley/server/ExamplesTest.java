package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Conformance.Sent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of `docs/openapi` as `/docs` offers them: on a new server, once `ada` has made a session with the
/// example for it, every other operation takes its own as it stands there.
class ExamplesTest {
    /// It stops a turn that runs, and that of the example has ended when it is answered.
    private static final String STOP = "stopAnswer";

    /// Whose sessions the group `stream` speaks in, having no operation that makes one.
    private static final String SESSIONS = "chatbot";

    static List<String> groups() {
        return Descriptions.groups();
    }

    static Stream<Example> lastOnes() {
        return groups().stream()
                .flatMap(group -> operations(group, ExamplesTest::isLast).map(last -> new Example(group, last)));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyOperationTakesItsExamplesOnceASessionIsMade(String group) {
        try (LocalServer server = started()) {
            ApiClient ada = withASession(server, group);

            operations(
                            group,
                            operation -> !creates(operation)
                                    && !isLast(operation)
                                    && !operation.id().equals(STOP))
                    .forEach(operation -> taken(ada, operation));
        }
    }

    /// Each on a server of its own: two of them remove the same session, at two paths.
    @ParameterizedTest
    @MethodSource("lastOnes")
    void everyOperationThatRemovesOrEndsTakesItsExampleToo(Example example) {
        try (LocalServer server = started()) {
            taken(withASession(server, example.group()), example.operation());
        }
    }

    @Test
    void whereNoTurnRunsThereIsNoneToStop() {
        try (LocalServer server = started()) {
            ApiClient ada = withASession(server, "stream");

            List<DescribedOperation> stops = operations(
                            "stream", operation -> operation.id().equals(STOP))
                    .toList();

            assertThat(stops).hasSize(1);
            assertThat(sent(ada, stops.getFirst().requests().getFirst()).status())
                    .isEqualTo(404);
        }
    }

    private static LocalServer started() {
        return LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), Clock.systemUTC());
    }

    /// `ada`, who has done what makes something in the group; in the catalog as an administrator.
    private static ApiClient withASession(LocalServer server, String group) {
        ApiClient ada = ApiClient.signIn(server.address(), "ada", group.equals("catalog") ? "admins" : "");
        operations(group.equals("stream") ? SESSIONS : group, ExamplesTest::creates)
                .forEach(operation -> taken(ada, operation));
        return ada;
    }

    private static void taken(ApiClient ada, DescribedOperation operation) {
        for (Sent example : operation.requests()) {
            Answer answer = sent(ada, example);
            assertThat(answer.status())
                    .as(example.shown() + " was answered: " + answer.shown())
                    .isBetween(200, 299);
        }
    }

    private static Answer sent(ApiClient ada, Sent example) {
        return ada.send(example.method() + " " + example.target(), example.key(), example.body());
    }

    private static Stream<DescribedOperation> operations(String group, Predicate<DescribedOperation> which) {
        return DescribedOperation.all(group).stream().filter(which);
    }

    private static boolean creates(DescribedOperation operation) {
        return operation.id().startsWith("create");
    }

    /// Whether it leaves nothing for the others to be about.
    private static boolean isLast(DescribedOperation operation) {
        return Stream.of("delete", "remove", "end").anyMatch(operation.id()::startsWith);
    }

    /// An operation and its group.
    record Example(String group, DescribedOperation operation) {
        @Override
        public String toString() {
            return operation.routeKey();
        }
    }
}
