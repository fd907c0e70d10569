package dev.parley.promises.input;

import dev.parley.standins.Trials;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Every name that any document, the table or a token knows, in every body of every POST and PUT: what is not the
/// caller's to set changes neither what is stored nor what is answered.
class MassAssignmentTest {
    private static final Stage STAGE = Stage.set();
    private static final Stored SET = Stored.in(STAGE.table());

    @AfterAll
    static void strike() {
        STAGE.close();
    }

    @Test
    void whatIsNotTheCallersToSetChangesNothing() {
        Trials trials = Trials.of("fields that are not the caller's");
        List<Smuggling> bodies = Smuggling.all(STAGE);
        long sent = 0;
        for (Smuggling body : bodies) {
            List<Request> each = trials.some(body.each(STAGE));
            List<Request> atOnce = body.atOnce(STAGE);
            body.checkAlike(each.stream(), STAGE, SET);
            body.checkAlike(atOnce.stream(), STAGE, SET);
            sent += each.size() + atOnce.size();
        }
        trials.tell(bodies.size() + " bodies, some " + bodies.getFirst().names().size() + " names, " + sent
                + " requests: each answered and stored as if the fields were not there");
    }
}
