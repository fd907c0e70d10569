package dev.parley.benchmarks.coldstart;

import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.lambda.Task;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// The first answer of a new process, of every function and of what it is compared with.
public final class ColdStart {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final String FLOOR = "floor";
    private static final String SPRING = "spring";
    private static final String MICRONAUT = "micronaut";
    private static final String CHATBOT = "chatbot";
    private static final String SESSION = "chatbot/create";
    private static final String AOT = ", AOT cache";

    private final Stage stage;
    private final SequencedMap<String, Contender> contenders = new LinkedHashMap<>();
    private final SequencedMap<String, AotCache> caches = new LinkedHashMap<>();

    private ColdStart(Stage stage) {
        this.stage = stage;
        peer(FLOOR, "dev.parley.peers.Hello");
        peer(SPRING, "dev.parley.peers.spring.SessionsHandler");
        peer(MICRONAUT, "io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction");
        for (String group : Stage.DATA_FUNCTIONS) {
            add(stage.function(group), group + "/create");
        }
        add(stage.function(CHATBOT), SESSION);
        add(stage.function("catalog"), "catalog/list");
        for (String group : Stage.DATA_FUNCTIONS) {
            addWithCache(group);
        }
        addWithCache(CHATBOT);
    }

    /// Measures starts in rounds; the property `rounds` says how many.
    public static Section measure(Stage stage) {
        ColdStart coldStart = new ColdStart(stage);
        Rounds rounds = Rounds.of(List.copyOf(coldStart.contenders.sequencedValues()), ROUNDS);
        return new Section("Cold start", coldStart.text(rounds), coldStart.targets(rounds), List.of());
    }

    private void peer(String name, String handler) {
        add(stage.peer(name, handler), SESSION);
    }

    private void add(Task task, String event) {
        contenders.put(task.name(), new Contender(task.name(), Launch.onDemand(task), stage.event(event)));
    }

    private void addWithCache(String group) {
        List<String> events = stage.events(group).stream().map(stage::event).toList();
        AotCache cache =
                AotCache.trained(stage.function(group), events, stage.folder().resolve(group + "-aot"));
        caches.put(group, cache);
        contenders.put(group + AOT, new Contender(group + AOT, cache.launch(), stage.event(group + "/create")));
    }

    private List<Target> targets(Rounds rounds) {
        List<Target> targets = new ArrayList<>();
        for (String group : Stage.DATA_FUNCTIONS) {
            targets.add(Target.ratio(group + ", cold, × floor", rounds.ratio(group, FLOOR), 7.5));
            targets.add(Target.ratio(group + ", cold, × Spring Boot", rounds.ratio(group, SPRING), 0.5));
            targets.add(Target.ratio(group + ", cold, × Micronaut", rounds.ratio(group, MICRONAUT), 0.6));
            targets.add(
                    Target.ratio(group + ", cold with an AOT cache, × floor", rounds.ratio(group + AOT, FLOOR), 3.5));
            targets.add(
                    new Target(group + ", zip", megabytes(stage.function(group).zipped()), 12, "MB"));
        }
        targets.add(Target.ratio(
                "chatbot, cold, × the median of the data functions",
                rounds.ratio(CHATBOT, Stage.DATA_FUNCTIONS),
                1.25));
        targets.add(new Target("chatbot, zip", megabytes(stage.function(CHATBOT).zipped()), 20, "MB"));
        return targets;
    }

    private String text(Rounds rounds) {
        return """
            From the start of a process until its first answer has come in: the packaged function, unpacked, run by
            the interface client that Lambda uses, on the managed runtime's class path and flags for a function
            without SnapStart (first compiler only, serial collector), with a heap of 128 MB. DynamoDB Local and a
            stand-in for Bedrock run on the same machine; the event creates a session, `catalog` lists assistants.
            `floor` is a stream handler that says hello; `spring` (Spring Boot in aws-serverless-java-container) and
            `micronaut` have the same endpoint and write one item into the same table. Every round starts each
            function once, in turn; the figures are medians of %d rounds, and a ratio is the median of the ratios of
            the rounds. What Lambda does before the process starts (placing it, unpacking the zip) is not in it, nor
            is the AOT cache that the managed runtime brings for its own classes.

            | function | cold, ms | × floor | × Spring Boot | × Micronaut | CPU, ms | peak memory, MB | zip, MB |
            |---|---|---|---|---|---|---|---|
            %s
            With an AOT cache of JDK 25 and on a flat class path of jars, as a container image could start it. The
            cache was made by a run in which the function answered the sample events of its group.

            | function | cold, ms | × floor | × its zip | CPU, ms | peak memory, MB | cache, MB |
            |---|---|---|---|---|---|---|
            %s\
            """.formatted(ROUNDS, rows(rounds), rowsWithCache(rounds));
    }

    private String rows(Rounds rounds) {
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
            String name = contender.getKey();
            if (!name.endsWith(AOT)) {
                rows.append(String.format(
                        Locale.ROOT,
                        "| %s | %.0f | %.1f | %.2f | %.2f | %.0f | %.0f | %.1f |%n",
                        name,
                        cold(rounds, name),
                        rounds.ratio(name, FLOOR),
                        rounds.ratio(name, SPRING),
                        rounds.ratio(name, MICRONAUT),
                        cpu(rounds, name),
                        peak(rounds, name),
                        megabytes(contender.getValue().launch().task().zipped())));
            }
        }
        return rows.toString();
    }

    private String rowsWithCache(Rounds rounds) {
        StringBuilder rows = new StringBuilder();
        caches.forEach((group, cache) -> {
            String name = group + AOT;
            rows.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.1f | %.2f | %.0f | %.0f | %.1f |%n",
                    group,
                    cold(rounds, name),
                    rounds.ratio(name, FLOOR),
                    rounds.ratio(name, group),
                    cpu(rounds, name),
                    peak(rounds, name),
                    megabytes(cache.size())));
        });
        return rows.toString();
    }

    private static double cold(Rounds rounds, String name) {
        return rounds.median(name, sample -> sample.cold().toNanos() / 1e6);
    }

    private static double cpu(Rounds rounds, String name) {
        return rounds.median(name, sample -> sample.cpu().toMillis());
    }

    private static double peak(Rounds rounds, String name) {
        return rounds.median(name, sample -> megabytes(sample.peak()));
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}
