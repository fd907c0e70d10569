package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.promises.Group;
import dev.parley.promises.input.FiftyRows.Line;
import dev.parley.promises.input.FiftyRows.Row;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.BadBodies;
import dev.parley.server.Routing;
import dev.parley.standins.Trials;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Fifty inputs that must not hurt, in each of the six groups: `fifty-rows.txt`, row by row.
class FiftyRowsTest {
    private static final int ROWS = 50;

    private static final Stage STAGE = Stage.set();
    private static final Stored SET = Stored.in(STAGE.table());
    private static final BodyRows BODIES = new BodyRows(STAGE, SET);
    private static final NameRows NAMES = new NameRows(STAGE, SET);
    private static final AtomicReference<Optional<RunningTurn>> TURN = new AtomicReference<>(Optional.empty());
    private static final AtomicReference<Optional<BrokenStore>> BROKEN = new AtomicReference<>(Optional.empty());

    @AfterAll
    static void strike() {
        STAGE.close();
    }

    @TestFactory
    Stream<DynamicContainer> ofTheFiftyNoneHurts() {
        Trials trials = Trials.of("fifty rows of bad input");
        List<Row> rows = FiftyRows.read(STAGE);
        Set<String> tried = new TreeSet<>();
        DynamicTest all = DynamicTest.dynamicTest("every row and group is accounted for", () -> {
            assertThat(rows).extracting(Row::number).hasSize(ROWS).doesNotHaveDuplicates();
            rows.forEach(
                    row -> assertThat(accounted(row)).as("row " + row.number()).containsExactly(Group.values()));
            long none = rows.stream().mapToLong(row -> row.none().size()).sum();
            trials.tell(tried.size() + " of " + ROWS * Group.values().length + " cells of row and group tried, " + none
                    + " have no such input; "
                    + rows.stream().mapToLong(row -> row.lines().size()).sum() + " requests written out");
        });
        return Stream.concat(
                rows.stream()
                        .map(row ->
                                DynamicContainer.dynamicContainer(row.number() + " " + row.name(), tests(row, tried))),
                Stream.of(DynamicContainer.dynamicContainer("in all", Stream.of(all))));
    }

    private static Set<Group> accounted(Row row) {
        Set<Group> groups = new TreeSet<>(row.none());
        groups.addAll(row.inCode());
        row.lines().forEach(line -> groups.add(line.group()));
        return groups;
    }

    private static Stream<DynamicTest> tests(Row row, Set<String> tried) {
        Stream<DynamicTest> inCode = row.inCode().stream()
                .map(group -> DynamicTest.dynamicTest(group.toString(), () -> {
                    tryInCode(row.number(), group);
                    tried.add(row.number() + " " + group);
                }));
        Stream<DynamicTest> lines = row.lines().stream()
                .map(line -> DynamicTest.dynamicTest(line.toString(), () -> {
                    tryLine(line);
                    tried.add(row.number() + " " + line.group());
                }));
        return Stream.concat(inCode, lines);
    }

    private static void tryLine(Line line) {
        ApiClient user = STAGE.user(line.group());
        Answer answer = line.request().sentBy(user);
        assertThat(answer.status()).as(answer.shown()).isEqualTo(line.status());
        if (line.words().equals("gw")) {
            assertThat(Group.isByFunction(answer)).isFalse();
            Group.checkGateway(answer);
            SET.checkStands();
        } else if (answer.status() >= 400) {
            assertThat(line.group().reason(answer)).startsWith(line.words());
            SET.checkStands();
        } else {
            accepted(line, user, answer);
        }
    }

    private static void accepted(Line line, ApiClient user, Answer answer) {
        Routing.Taken taken =
                Routing.of(line.request().method(), line.request().target()).orElseThrow();
        Successes.check(taken.routeKey(), answer);
        if (line.words().equals("same")) {
            Request bare = new Request(line.request().method(), line.request().target(), List.of(), "");
            assertThat(answer.text()).isEqualTo(bare.sentBy(user).text());
        }
        if (line.words().equals("unchanged") || line.request().method().equals("GET")) {
            SET.checkStands();
        } else {
            if (!line.request().body().equals("{\"x\":")) {
                new ReadBack(user, taken, line.request(), answer).check();
            }
            SET.restore();
        }
    }

    private static void tryInCode(int row, Group group) {
        switch (row) {
            case 1 -> tokens(group);
            case 2 -> BODIES.bodies(group, BadBodies::missing);
            case 3 -> BODIES.bodies(group, BadBodies::noJson);
            case 4 -> BODIES.bodies(group, BadBodies::noObject);
            case 5 -> BODIES.bodies(group, BadBodies::withAKeyTwice);
            case 6 -> BODIES.bodies(group, BadBodies::tooDeep);
            case 7 -> BODIES.tooLarge(group);
            case 8 -> BODIES.types(group);
            case 9 -> BODIES.bodies(group, BadBodies::noUtf8);
            case 10 -> BODIES.noBase64(group);
            case 19 -> NAMES.malformed(group);
            case 20 -> NAMES.injected(group);
            case 21 -> NAMES.unknown(group);
            case 22 -> NAMES.another(group);
            case 38 ->
                Smuggling.all(STAGE).stream()
                        .filter(body -> body.group() == group)
                        .forEach(body -> body.checkAlike(body.atOnce(STAGE).stream(), STAGE, SET));
            case 41 -> BODIES.keys(group);
            case 42 -> {
                BODIES.anotherRequest(group);
                if (group == Group.CHATBOT) {
                    assertThat(whileATurnRuns().twin().status()).isEqualTo(409);
                    group.reason(whileATurnRuns().twin());
                }
            }
            case 43 -> whileAnotherIsAnswered(group);
            case 48 ->
                new GoneClients(STAGE, SET)
                        .check(group, BODIES.once(group).findFirst().orElseThrow());
            case 49 -> withABrokenStore().check(group);
            case 50 -> new BrokenModel(STAGE, SET).check();
            default -> throw new AssertionError("row " + row + " is not tried in code");
        }
    }

    private static RunningTurn whileATurnRuns() {
        return TURN.updateAndGet(turn -> turn.or(() -> Optional.of(RunningTurn.run(STAGE, SET))))
                .orElseThrow();
    }

    private static BrokenStore withABrokenStore() {
        return BROKEN.updateAndGet(broken -> broken.or(() -> Optional.of(new BrokenStore(STAGE, SET))))
                .orElseThrow();
    }

    private static void whileAnotherIsAnswered(Group group) {
        RunningTurn turn = whileATurnRuns();
        if (group == Group.AGENT) {
            assertThat(turn.updated().status()).isEqualTo(200);
        } else {
            assertThat(turn.second().status()).isEqualTo(409);
            group.reason(turn.second());
            assertThat(turn.said().status()).isEqualTo(200);
        }
        assertThat(turn.first().status()).isEqualTo(200);
    }

    private static void tokens(Group group) {
        List<ApiClient> users = List.of(
                new ApiClient(STAGE.server().address(), ""),
                new ApiClient(STAGE.server().address(), "no.token.atall"),
                STAGE.cast().late());
        for (String route : Successes.routes()) {
            String target = route.replaceAll("\\{kind}", "models").replaceAll("\\{\\w+}", "1");
            Request request = Request.of(target, "{}");
            if (Group.of(Routing.of(request.method(), request.target())
                            .orElseThrow()
                            .group())
                    == group) {
                users.forEach(user -> {
                    Answer answer = request.sentBy(user);
                    assertThat(answer.status()).as(route).isEqualTo(401);
                    Group.checkGateway(answer);
                });
            }
        }
        SET.checkStands();
    }
}
