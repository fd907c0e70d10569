package dev.parley.benchmarks.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the process of a function is started.
///
/// @param initialization what Lambda says of it in `AWS_LAMBDA_INITIALIZATION_TYPE`
/// @param flags those of the JVM that not every start has
/// @param classPath jars beside the interface client's; empty where the interface client finds the function in its
///     working folder
/// @param folder the working folder
/// @param confined the beginning of the command, where the process may not have every core
public record Launch(
        Task task,
        String initialization,
        List<String> flags,
        List<Path> classPath,
        Path folder,
        List<String> confined) {
    /// The managed runtime's without SnapStart: the first compiler only.
    public static final List<String> FIRST_COMPILER = List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1");

    public Launch {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
        confined = List.copyOf(confined);
    }

    /// With every core.
    public Launch(Task task, String initialization, List<String> flags, List<Path> classPath, Path folder) {
        this(task, initialization, flags, classPath, folder, List.of());
    }

    /// As the managed runtime starts a function for an event that waits.
    public static Launch onDemand(Task task) {
        return new Launch(task, "on-demand", FIRST_COMPILER, List.of(), task.root());
    }

    /// As the managed runtime starts a function to take its snapshot: compiling as the JVM does unless the
    /// function's environment says otherwise.
    public static Launch snapStart(Task task) {
        return new Launch(task, "snap-start", List.of(), List.of(), task.root());
    }

    /// The same without the snapshot and its hooks.
    public static Launch unprimed(Task task) {
        return new Launch(task, "on-demand", List.of(), List.of(), task.root());
    }

    /// The same with more flags.
    public Launch with(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new Launch(task, initialization, all, classPath, folder, confined);
    }

    /// The same with no more than these cores.
    public Launch on(Cores cores) {
        return new Launch(task, initialization, flags, classPath, folder, cores.command());
    }
}
