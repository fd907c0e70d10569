package dev.parley.titler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.parley.Backend;
import dev.parley.chat.Beside;
import dev.parley.chat.Request;
import dev.parley.chat.SessionId;
import dev.parley.chat.Titles;
import dev.parley.dynamodb.AnsweredTurn;
import dev.parley.http.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Gives titles to sessions in which a turn has ended with an answer: called with records of the table's stream.
///
/// It answers with the records that failed; Lambda comes again from the first of them on. A session that has got
/// its title is left alone then.
public final class TitlerFunction implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    /// What is kept of the function's time for saying how far it got.
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final Titles titles;
    private final Clock clock;

    public TitlerFunction() {
        this(Backend.fromEnvironment());
    }

    public TitlerFunction(Backend backend) {
        titles = backend.titles();
        clock = backend.clock();
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        Duration time = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
        LogLine line = new LogLine(context, clock);
        List<DynamodbStreamRecord> records = event.getRecords();
        List<Attempt> attempts = Request.within(time, line.tally(), () -> Beside.all(attempts(records)));
        attempts.forEach(attempt -> attempt.note(line));
        line.write(new Entitled(
                records.size(),
                attempts.stream().filter(Attempt::gaveTitle).count(),
                attempts.stream().filter(Attempt::failedForGood).count()));
        return new StreamsEventResponse(attempts.stream()
                .filter(Attempt::comesAgain)
                .map(attempt -> new BatchItemFailure(attempt.position()))
                .toList());
    }

    /// One attempt a session, side by side: each waits for the model.
    private List<Supplier<Attempt>> attempts(List<DynamodbStreamRecord> records) {
        List<Supplier<Attempt>> attempts = new ArrayList<>();
        Set<SessionId> met = new HashSet<>();
        for (DynamodbStreamRecord record : records) {
            try {
                AnsweredTurn.sessionOf(record)
                        .filter(met::add)
                        .ifPresent(id -> attempts.add(() -> Attempt.of(record, () -> titles.give(id))));
            } catch (RuntimeException unexpected) {
                attempts.add(() -> new Attempt.Failed(record, unexpected));
            }
        }
        return attempts;
    }

    /// How a batch ended, for the log.
    private record Entitled(int records, long titles, long titleFailures) {}
}
