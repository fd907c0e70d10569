package dev.parley.benchmarks.coldstart;

import static dev.parley.benchmarks.coldstart.ColdStart.AOT;
import static dev.parley.benchmarks.coldstart.ColdStart.FLOOR;
import static dev.parley.benchmarks.coldstart.ColdStart.MICRONAUT;
import static dev.parley.benchmarks.coldstart.ColdStart.ONE_CORE;
import static dev.parley.benchmarks.coldstart.ColdStart.ON_ONE_CORE;
import static dev.parley.benchmarks.coldstart.ColdStart.SPRING;

import dev.parley.benchmarks.lambda.Cores;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// Starts as they are written down.
///
/// @param packaged the functions as they are deployed, by their names
/// @param caches those with an AOT cache, by the functions' names
/// @param oneCore whether some were started on one core too
record StartReport(
        Rounds rounds,
        SequencedMap<String, Contender> packaged,
        SequencedMap<String, AotCache> caches,
        boolean oneCore) {
    String text() {
        return """
            From the start of a process until its first answer has come in: the packaged function, unpacked, run by
            the interface client that Lambda uses, on the managed runtime's class path and flags for a function
            without SnapStart (first compiler only, serial collector), with a heap of 128 MB. DynamoDB Local, a
            stand-in for Bedrock and one for Lambda's Runtime API run on the same machine and answer over loopback,
            without TLS. Every round starts each function once, in turn; the figures are medians of %d rounds, and a
            ratio is the median of the ratios of the rounds. One round before them is not counted: after it all files
            are in the system's cache. What Lambda does before the process starts (placing it, unpacking the zip) is
            not in it, nor is the AOT cache that the managed runtime brings for its own classes.

            Each process answers one event, whose answer must be a success:

            - `floor`, a stream handler, says hello and does nothing else.
            - `spring` (Spring Boot in aws-serverless-java-container) and `micronaut` answer `POST /sessions` as
              `chatbot` does, from the same event, and write one item into the same table by one `PutItem`: no
              session's number, no counts, no look at the catalog or at who asks. Both are as their documentation
              begins, not tuned, by the same `DynamoDbClient` and HTTP client as Parley; `benchmarks/peers` has them,
              and `benchmarks/pom.xml` their versions.
            - `chatbot` and `agent` look their assistant up in the catalog, draw the session's number by an
              `UpdateItem`, and store session and counts by a transaction of three items.
            - `chatflow` does the same without the catalog; `basic` too, with a transaction of two items.
            - `character` looks four entries up by their numbers, draws a number, stores four items by a transaction,
              and reads who talks beside that.
            - `catalog` makes no session: it lists assistants.
            - `stream` answers a message by a stream, which is over when the answer is: the next turn of one
              conversation, which grows by a turn with each round. Its package brings a loop of its own in the
              interface client's place, and the SDK's client that streams.
            - `sweeper` and `titler` each get a record of the table's stream, about a session that is gone by then: one
              looks for what it left, the other whether it lacks a title.

            %s
            With an AOT cache of JDK 25 and on a flat class path of jars, as a container image could start it. The
            cache was made by a run in which the function answered the sample events of its group. The frameworks were
            not given one: it would make them faster too.

            %s
            ### On one core

            Lambda gives a function one core at %s MB, and of less memory a share of one.

            %s\
            """.formatted(
                ColdStart.ROUNDS,
                packagedTable(),
                cachedTable(),
                Figures.plain(Cores.MEGABYTES_OF_ONE),
                oneCore ? onOneCore() : "This machine has no `taskset` to bind a process to one core: not measured.\n");
    }

    private String onOneCore() {
        String data = ON_ONE_CORE.getLast();
        return """
            These processes were bound to the machine's first core by `taskset`, and started in the same rounds as
            those above. What they talk to kept all %d cores, as on AWS it has its own.

            %s
            `template.yaml` leans on this where it gives reasons for `MemorySize`: `%s` computes for %s ms in its
            first %s ms on all cores, and takes %s times as long on one. So it is the share of a core that memory is
            bought for: of memory itself its peak was %s MB by then (the median), and under load what the section
            *Warm* says. What a share of a core does is told in the section *Memory*.
            """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        oneCoreTable(),
                        data,
                        Figures.whole(cpu(data)),
                        Figures.whole(cold(data)),
                        Figures.ratio(rounds.ratio(data + ONE_CORE, data)),
                        Figures.whole(peak(data)));
    }

    private Table packagedTable() {
        Table table = new Table(List.of(
                "function",
                "cold, ms",
                "× floor",
                "× Spring Boot",
                "× Micronaut",
                "CPU, ms",
                "peak memory, MB",
                "zip, MB"));
        packaged.forEach((name, contender) -> table.row(row(
                name,
                name,
                List.of(FLOOR, SPRING, MICRONAUT),
                contender.launch().task().zipped())));
        return table;
    }

    private Table cachedTable() {
        Table table = new Table(
                List.of("function", "cold, ms", "× floor", "× its zip", "CPU, ms", "peak memory, MB", "cache, MB"));
        caches.forEach((group, cache) -> table.row(row(group, group + AOT, List.of(FLOOR, group), cache.size())));
        return table;
    }

    private Table oneCoreTable() {
        Table table = new Table(List.of(
                "function, on one core",
                "cold, ms",
                "× floor on one core",
                "× on all cores",
                "CPU, ms",
                "peak memory, MB"));
        ON_ONE_CORE.forEach(name -> table.row(row(name, name + ONE_CORE, List.of(FLOOR + ONE_CORE, name))));
        return table;
    }

    private List<String> row(String label, String name, List<String> others, long bytes) {
        List<String> row = new ArrayList<>(row(label, name, others));
        row.add(Figures.tenths(bytes / 1e6));
        return row;
    }

    /// What starts took, also beside those of others in the same rounds.
    private List<String> row(String label, String name, List<String> others) {
        List<String> row = new ArrayList<>(List.of(label, Figures.whole(cold(name))));
        others.forEach(other -> row.add(Figures.ratio(rounds.ratio(name, other))));
        row.add(Figures.whole(cpu(name)));
        row.add(Figures.whole(peak(name)));
        return row;
    }

    private double cold(String name) {
        return rounds.median(name, sample -> sample.cold().toNanos() / 1e6);
    }

    private double cpu(String name) {
        return rounds.median(name, sample -> sample.cpu().toMillis());
    }

    private double peak(String name) {
        return rounds.median(name, sample -> sample.peak() / 1e6);
    }
}
