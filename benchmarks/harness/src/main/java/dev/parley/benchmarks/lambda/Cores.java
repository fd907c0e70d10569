package dev.parley.benchmarks.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What processes may have of the machine's cores: less than all, as Lambda gives by memory, if the system has the
/// means for that and this user may use them.
///
/// @param command the beginning of a command, which runs what follows it so
/// @param group the control group, if it takes one
public record Cores(List<String> command, Optional<Path> group) implements AutoCloseable {
    /// What Lambda counts as one core, in MB:
    /// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html>.
    public static final int MEGABYTES_OF_ONE = 1_769;

    /// The period in which a share can be used up, in microseconds. Lambda does not document its own.
    private static final int PERIOD = 20_000;

    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final String PROCESSES = "cgroup.procs";

    /// The first one alone: the JVM takes it for the only core there is.
    public static Optional<Cores> one() {
        List<String> command = List.of("taskset", "-c", "0");
        return works(command) ? Optional.of(new Cores(command, Optional.empty())) : Optional.empty();
    }

    /// The share of a core that so much memory buys.
    public static Optional<Cores> share(int megabytes) {
        int quota = PERIOD * megabytes / MEGABYTES_OF_ONE;
        String name = "parley-" + ProcessHandle.current().pid() + "-" + megabytes;
        Function<Path, Cores> within = group -> new Cores(
                List.of(
                        "sh",
                        "-c",
                        "echo $$ > \"$0\" && exec \"$@\"",
                        group.resolve(PROCESSES).toString()),
                Optional.of(group));
        return limited(VERSION_1.resolve(name), "cpu.cfs_period_us", "" + PERIOD, "cpu.cfs_quota_us", "" + quota)
                .or(() -> limited(VERSION_2.resolve(name), "cpu.max", quota + " " + PERIOD))
                .map(within)
                .flatMap(Cores::tried);
    }

    /// These, if processes can be started so.
    private Optional<Cores> tried() {
        if (works(command)) {
            return Optional.of(this);
        }
        close();
        return Optional.empty();
    }

    /// A new control group with these settings.
    private static Optional<Path> limited(Path group, String... settings) {
        try {
            Files.createDirectory(group);
            for (int setting = 0; setting < settings.length; setting += 2) {
                Files.writeString(group.resolve(settings[setting]), settings[setting + 1]);
            }
            return Optional.of(group);
        } catch (IOException _) {
            // A group that was made before it failed is empty.
            group.toFile().delete();
            return Optional.empty();
        }
    }

    private static boolean works(List<String> command) {
        try {
            List<String> nothing = new ArrayList<>(command);
            nothing.add("true");
            ProcessBuilder builder = new ProcessBuilder(nothing).redirectErrorStream(true);
            return builder.redirectOutput(Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// Removes the group, in which no process may be any more.
    @Override
    public void close() {
        try {
            if (group.isPresent()) {
                Files.delete(group.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
