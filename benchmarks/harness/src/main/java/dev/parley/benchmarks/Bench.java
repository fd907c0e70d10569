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
import dev.parley.benchmarks.warm.Paces;
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
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Measures Parley and writes `benchmarks/RESULTS.md`. The property `parts` names, comma-separated, the parts to
/// measure; what they give is then written to `benchmarks/harness/target` instead, and so is what any run gives
/// that was told to measure less often.
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
        SequencedMap<String, BiFunction<Stage, Paces, Section>> parts = parts();
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
            Paces paces = new Paces(stage);
            parts.forEach((name, part) -> sections.add(timed(name, () -> part.apply(stage, paces))));
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
    private static SequencedMap<String, BiFunction<Stage, Paces, Section>> parts() {
        SequencedMap<String, BiFunction<Stage, Paces, Section>> parts = new LinkedHashMap<>();
        parts.put("coldstart", (stage, _) -> ColdStart.measure(stage));
        parts.put("snapshot", Snapshot::measure);
        parts.put("warm", Warm::measure);
        parts.put("memory", (stage, _) -> Memory.measure(stage));
        parts.put("load", (stage, _) -> Load.measure(stage));
        parts.put("ledger", (stage, _) -> Ledger.measure(stage));
        parts.put("scale", (stage, _) -> Scale.measure(stage));
        return parts;
    }

    @SuppressWarnings("SystemOut")
    private static Section timed(String name, Supplier<Section> part) {
        long begun = System.nanoTime();
        Section section = measured(name, part);
        System.err.println(
                name + ": " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        return section;
    }

    /// What a part gives, measured from its beginning once more where it fails: of the hundreds of processes that a
    /// run starts one may be lost to the machine, and the parts before it are worth half an hour.
    @SuppressWarnings("SystemOut")
    private static Section measured(String name, Supplier<Section> part) {
        try {
            return part.get();
        } catch (RuntimeException failure) {
            System.err.println(name + " failed, and is measured once more: " + failure);
            REPEATED.add(name);
            return part.get();
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
