package dev.parley.benchmarks;

import dev.parley.benchmarks.coldstart.ColdStart;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.ledger.Ledger;
import dev.parley.benchmarks.load.Load;
import dev.parley.benchmarks.memory.Memory;
import dev.parley.benchmarks.report.Results;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.scale.Scale;
import dev.parley.benchmarks.snapshot.Snapshot;
import dev.parley.benchmarks.warm.Warm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// Measures Parley and writes `benchmarks/RESULTS.md`. The property `parts` names, comma-separated, the parts to
/// measure; what they give is then written to `benchmarks/harness/target` instead, and so is what any run
/// gives that
/// was told to measure less often.
public final class Bench {
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));

    /// What makes a run smaller than the whole.
    private static final List<String> LESS =
            List.of("parts", "rounds", "starts", "invocations", "pairs", "warming", "seconds", "calls", "largest");

    /// The parts that failed and were measured once more.
    private static final List<String> REPEATED = new ArrayList<>();

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        endWithFailure();
        SequencedMap<String, Function<Stage, Section>> parts = parts();
        String chosen = System.getProperty("parts", "");
        if (!chosen.isEmpty()) {
            Set<String> names = Set.of(chosen.split(",", -1));
            if (!parts.keySet().containsAll(names)) {
                throw new IllegalArgumentException("the parts are " + parts.keySet() + ", not " + chosen);
            }
            parts.keySet().retainAll(names);
        }
        boolean whole = LESS.stream()
                .allMatch(property -> System.getProperty(property, "").isEmpty());
        Path folder = ROOT.resolve(whole ? "benchmarks" : "benchmarks/harness/target");
        List<Section> sections = new ArrayList<>();
        try (Stage stage = Stage.open(ROOT)) {
            parts.forEach((name, part) -> sections.add(timed(name, part, stage)));
        }
        new Results(run(), sections, Files.readString(ROOT.resolve("benchmarks/TRIED.md"))).write(folder);
    }

    /// What fails here ends the process, whatever threads a part has left running.
    private static void endWithFailure() {
        Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
    }

    /// The parts by their names, in the order of the results.
    private static SequencedMap<String, Function<Stage, Section>> parts() {
        SequencedMap<String, Function<Stage, Section>> parts = new LinkedHashMap<>();
        parts.put("coldstart", ColdStart::measure);
        parts.put("snapshot", Snapshot::measure);
        parts.put("warm", Warm::measure);
        parts.put("memory", Memory::measure);
        parts.put("load", Load::measure);
        parts.put("ledger", Ledger::measure);
        parts.put("scale", Scale::measure);
        return parts;
    }

    @SuppressWarnings("SystemOut")
    private static Section timed(String name, Function<Stage, Section> part, Stage stage) {
        long begun = System.nanoTime();
        Section section = measured(name, part, stage);
        System.err.println(
                name + ": " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        return section;
    }

    /// What a part gives, measured from its beginning once more where it fails: of the hundreds of processes that a
    /// run starts one may be lost to the machine, and the parts before it are worth half an hour.
    @SuppressWarnings("SystemOut")
    private static Section measured(String name, Function<Stage, Section> part, Stage stage) {
        try {
            return part.apply(stage);
        } catch (RuntimeException failure) {
            System.err.println(name + " failed, and is measured once more: " + failure);
            REPEATED.add(name);
            return part.apply(stage);
        }
    }

    private static String run() {
        return LocalDate.now(Clock.systemUTC()) + ", " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + " with "
                + Runtime.getRuntime().availableProcessors()
                + " cores, JDK " + Runtime.version() + commit() + "."
                + (REPEATED.isEmpty() ? "" : " Measured twice, since the first time failed: " + REPEATED + ".");
    }

    /// What was measured, where git can tell.
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String told = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return told.isEmpty() ? "" : ", commit " + told;
        } catch (IOException _) {
            return "";
        }
    }
}
