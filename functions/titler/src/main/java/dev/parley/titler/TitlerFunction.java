package dev.parley.titler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.parley.Backend;
import dev.parley.chat.Beside;
import dev.parley.chat.SessionId;
import dev.parley.chat.Titles;
import dev.parley.dynamodb.AnsweredTurn;
import dev.parley.http.StreamBatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Gives titles to sessions in which a turn has ended with an answer: called with records of the table's stream. A
/// session that has got its title is left alone when Lambda comes again.
public final class TitlerFunction implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
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
        return StreamBatch.handle(event, context, clock, this::entitle);
    }

    /// Sessions side by side, for each waits for the model; the turns of one in their order, since the first that
    /// is complete gives the title.
    private Entitled entitle(StreamBatch batch) {
        List<Attempt> attempts = new ArrayList<>();
        Map<SessionId, List<Supplier<Attempt>>> sessions = new LinkedHashMap<>();
        for (DynamodbStreamRecord record : batch.records()) {
            try {
                AnsweredTurn.of(record)
                        .ifPresent(turn -> sessions.computeIfAbsent(turn.session(), _ -> new ArrayList<>())
                                .add(() -> Attempt.of(record, () -> titles.give(turn.session(), turn.answer()))));
            } catch (RuntimeException unexpected) {
                attempts.add(new Attempt.Failed(record, unexpected));
            }
        }
        Beside.all(sessions.values().stream().map(TitlerFunction::inOrder).toList())
                .forEach(attempts::addAll);
        attempts.forEach(attempt -> attempt.tell(batch));
        return new Entitled(
                batch.records().size(),
                attempts.stream().filter(Attempt::gaveTitle).count(),
                batch.failuresForGood());
    }

    private static Supplier<List<Attempt>> inOrder(List<Supplier<Attempt>> turns) {
        return () -> turns.stream().map(Supplier::get).toList();
    }

    /// How a batch ended, for the log.
    private record Entitled(int records, long titles, int titleFailures) {}
}
