package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.UserId;
import dev.parley.promises.Operation;
import dev.parley.promises.Subject;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.util.List;

/// A request that nothing disturbed: the calls that it made to AWS, its answer, and what is stored after it.
record Undisturbed(Operation operation, List<OutboundCall> calls, Likeness answer, List<String> picture) {
    static Undisturbed of(Operation operation, Lane lane) {
        Subject subject = Subject.of(operation);
        ApiClient user = lane.prepared(subject);
        lane.follow(Plan.FAIR);
        Answer answer = subject.send(user);
        List<OutboundCall> calls = lane.calls();
        assertThat(answer.status()).as(answer.shown()).isBetween(200, 299);
        lane.patient().drainStream();
        return new Undisturbed(
                operation,
                calls,
                Likeness.of(answer, subject, user),
                lane.picture().of(new UserId(user.sub()), subject.entry()));
    }

    int status() {
        return answer.status();
    }
}
