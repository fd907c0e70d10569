package dev.parley.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.chat.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The one line, a JSON object, that the log gets of an invocation: what it was, how it ended, how long it took and
/// what it used, and what failed on our side. Nothing in it was written by a caller.
public final class LogLine {
    private final Context context;
    private final Clock clock;
    private final Instant begun;
    private final Tally tally = new Tally();
    private final List<Failure> errors = new ArrayList<>();

    /// The line of the invocation that begins now.
    public LogLine(Context context, Clock clock) {
        this.context = context;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /// What the invocation has used, to add to.
    public Tally tally() {
        return tally;
    }

    void failed(Exception failure) {
        errors.add(Failure.of(null, failure));
    }

    /// Notes that one record of a batch failed.
    void failed(String record, RuntimeException failure) {
        errors.add(Failure.of(record, failure));
    }

    /// Writes the line of an invocation that has ended.
    ///
    /// @param outcome a record whose members say what the invocation was and how it ended
    public void write(Object outcome) {
        LogLevel level = errors.isEmpty() ? LogLevel.INFO : LogLevel.ERROR;
        byte[] line = (Json.write(members(level, outcome)) + "\n").getBytes(StandardCharsets.UTF_8);
        // As bytes: Lambda's runtime makes a string the text of an object of its own, where CloudWatch would find
        // neither members nor metrics; bytes it writes as they are, and its levels hold for both.
        context.getLogger().log(line, level);
    }

    private ObjectNode members(LogLevel level, Object outcome) {
        Instant ended = clock.instant();
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", ended.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("level", level.name())
                .put("requestId", context.getAwsRequestId())
                .put("function", context.getFunctionName());
        line.setAll(Json.object(outcome));
        line.put("durationMs", Duration.between(begun, ended).toMillis());
        line.setAll(Json.object(tally.totals()));
        line.put("modelFailures", errors.stream().filter(Failure::isModels).count());
        if (!errors.isEmpty()) {
            line.putPOJO("errors", errors);
        }
        Metrics.mark(line, ended);
        return line;
    }
}
