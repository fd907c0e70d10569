package dev.parley.benchmarks.coldstart;

import dev.parley.benchmarks.lambda.Cores;
import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.lambda.Task;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Target;
import dev.parley.benchmarks.traffic.Invoker;
import dev.parley.benchmarks.traffic.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The first answer of a new process, of every function and of what it is compared with.
public final class ColdStart {
    static final int ROUNDS = Integer.getInteger("rounds", 9);
    static final String FLOOR = "floor";
    static final String SPRING = "spring";
    static final String MICRONAUT = "micronaut";
    static final String AOT = ", AOT cache";
    static final String ONE_CORE = ", one core";

    /// The functions that are started on one core too: the floor and one that keeps data.
    static final List<String> ON_ONE_CORE = List.of(FLOOR, "basic");

    private static final String SESSION = "chatbot/create";

    private final Stage stage;
    private final SequencedMap<String, Contender> packaged = new LinkedHashMap<>();
    private final SequencedMap<String, AotCache> caches = new LinkedHashMap<>();

    private ColdStart(Stage stage) {
        this.stage = stage;
        peer(FLOOR, "dev.parley.peers.Hello");
        peer(SPRING, "dev.parley.peers.spring.SessionsHandler");
        peer(MICRONAUT, "io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction");
        Stage.DATA_FUNCTIONS.forEach(group -> add(stage.function(group), group + "/create"));
        add(stage.function(Stage.CHATBOT), SESSION);
        add(stage.function("catalog"), "catalog/list");
        contend(stage.function(Stage.STREAM), question());
        contend(stage.function("sweeper"), ofNoSession("sweeper", "sweeper/delete"));
        contend(stage.function("titler"), ofNoSession("titler", "titler/answered"));
        Stage.DATA_FUNCTIONS.forEach(this::train);
        train(Stage.CHATBOT);
    }

    /// Measures starts in rounds; the property `rounds` says how many.
    public static Section measure(Stage stage) {
        ColdStart coldStart = new ColdStart(stage);
        Optional<Cores> one = Cores.one();
        Rounds rounds = Rounds.of(coldStart.contenders(one), ROUNDS);
        StartReport report = new StartReport(rounds, coldStart.packaged, coldStart.caches, one.isPresent());
        return new Section("Cold start", report.text(), coldStart.targets(rounds), List.of());
    }

    private void peer(String name, String handler) {
        add(stage.peer(name, handler), SESSION);
    }

    private void add(Task task, String event) {
        contend(task, stage.event(event));
    }

    private void contend(Task task, String event) {
        packaged.put(task.name(), new Contender(task.name(), Launch.onDemand(task), event));
    }

    /// A message to the model in a session that is made for it; every start sends it again.
    private String question() {
        List<String> events = new Visitor(stage, Stage.STREAM).invocation("stream/send");
        try (Invoker chatbot = new Invoker(Launch.onDemand(stage.function(Stage.CHATBOT)))) {
            chatbot.send(events.getFirst());
        }
        return events.getLast();
    }

    /// A record of the table's stream about a session of a user who has none.
    private String ofNoSession(String group, String event) {
        return new Visitor(stage, group).invocation(event).getLast();
    }

    private void train(String group) {
        List<String> events = stage.events(group).stream().map(stage::event).toList();
        caches.put(
                group,
                AotCache.trained(stage.function(group), events, stage.folder().resolve(group + "-aot")));
    }

    private List<Contender> contenders(Optional<Cores> one) {
        List<Contender> contenders = new ArrayList<>(packaged.sequencedValues());
        caches.forEach((group, cache) ->
                contenders.add(new Contender(group + AOT, cache.launch(), stage.event(group + "/create"))));
        one.ifPresent(core -> contenders.addAll(onOneCore(core).toList()));
        return contenders;
    }

    private Stream<Contender> onOneCore(Cores one) {
        return packaged.sequencedValues().stream()
                .filter(contender -> ON_ONE_CORE.contains(contender.name()))
                .map(contender -> new Contender(
                        contender.name() + ONE_CORE, contender.launch().on(one), contender.event()));
    }

    private List<Target> targets(Rounds rounds) {
        List<Target> targets = new ArrayList<>();
        for (String group : Stage.DATA_FUNCTIONS) {
            targets.add(Target.ratio(group + ", cold, × floor", rounds.ratio(group, FLOOR), 7.5));
            targets.add(Target.ratio(group + ", cold, × Spring Boot", rounds.ratio(group, SPRING), 0.5));
            targets.add(Target.ratio(group + ", cold, × Micronaut", rounds.ratio(group, MICRONAUT), 0.6));
            targets.add(
                    Target.ratio(group + ", cold with an AOT cache, × floor", rounds.ratio(group + AOT, FLOOR), 3.5));
            targets.add(zip(group, 12));
        }
        targets.add(Target.ratio(
                "chatbot, cold, × the median of the data functions",
                rounds.ratio(Stage.CHATBOT, Stage.DATA_FUNCTIONS),
                1.25));
        targets.add(zip(Stage.CHATBOT, 20));
        return targets;
    }

    private Target zip(String group, double atMost) {
        return new Target(group + ", zip", stage.function(group).zipped() / 1e6, atMost, "MB");
    }
}
