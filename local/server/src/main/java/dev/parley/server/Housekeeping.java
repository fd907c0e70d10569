package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.Template;
import dev.parley.standins.Template.Trigger;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// What goes on behind the API: the table's stream is handed to the functions that follow it, and what has
/// expired is removed.
final class Housekeeping implements AutoCloseable {
    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(1);

    private final List<StreamTrigger> triggers;
    private final TableStream stream;
    private final Optional<TimeToLive> timeToLive;
    private final PrintStream log;
    private final Parts parts;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());
    private boolean well = true;

    private Housekeeping(
            List<StreamTrigger> triggers,
            TableStream stream,
            Optional<TimeToLive> timeToLive,
            PrintStream log,
            Parts parts) {
        this.triggers = triggers;
        this.stream = stream;
        this.timeToLive = timeToLive;
        this.log = log;
        this.parts = parts;
    }

    /// @param log where is said what was given up, and what is in the way
    record Surroundings(LambdaHost functions, Clock clock, PrintStream log) {}

    /// Nothing where the table has no stream that can be read; then that is said.
    static Optional<Housekeeping> of(
            Database database, Template template, List<Trigger> followers, Surroundings surroundings) {
        Parts parts = new Parts();
        PrintStream log = surroundings.log();
        DynamoDbClient client = parts.own(database.client());
        DynamoDbStreamsClient streams = parts.own(database.streams());
        try {
            TableStream stream = TableStream.of(client, streams, Database.TABLE);
            Consumer<ObjectNode> onFailure = batch -> log.println("Records of the stream were given up: " + batch);
            List<StreamTrigger> triggers = followers.stream()
                    .map(trigger -> new StreamTrigger(trigger, surroundings.functions(), UUID::randomUUID, onFailure))
                    .toList();
            Optional<TimeToLive> timeToLive = template.timeToLiveAttribute()
                    .filter(_ -> database.isOwn())
                    .map(attribute -> new TimeToLive(client, Database.TABLE, attribute, surroundings.clock()));
            return Optional.of(new Housekeeping(triggers, stream, timeToLive, log, parts));
        } catch (SdkException | IllegalStateException e) {
            parts.close();
            log.println(
                    "Deleted sessions leave their messages and no session gets a title: the table's stream cannot be"
                            + " read; DynamoDB says: "
                            + Database.reason(e));
            return Optional.empty();
        }
    }

    /// From now on does by itself what the other methods do.
    void begin() {
        every(BETWEEN_EXPIRIES, this::expire);
        every(BETWEEN_READS, this::drain);
    }

    /// Hands over every record of the stream.
    synchronized void drain() {
        for (List<StreamRecord> records = stream.next(); !records.isEmpty(); records = stream.next()) {
            List<StreamRecord> marked = records.stream()
                    .map(record -> timeToLive.map(ttl -> ttl.marked(record)).orElse(record))
                    .toList();
            triggers.forEach(trigger -> trigger.deliver(marked));
        }
    }

    /// Removes what has expired.
    synchronized void expire() {
        timeToLive.ifPresent(TimeToLive::play);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        parts.close();
    }

    private void every(Duration time, Runnable work) {
        var _ = thread.scheduleWithFixedDelay(
                () -> tried(work), time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Says once what went wrong, for nobody above this would; a database that was away may be back the next time.
    private void tried(Runnable work) {
        try {
            work.run();
            well = true;
        } catch (RuntimeException e) {
            if (well && !thread.isShutdown()) {
                log.println("The table's stream cannot be followed just now: " + Database.reason(e));
            }
            well = false;
        }
    }
}
