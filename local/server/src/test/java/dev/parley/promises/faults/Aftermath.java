package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.UserId;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.faults.Plan;
import java.util.List;

/// What must hold after requests of one operation were disturbed, each another user's.
record Aftermath(Lane lane, Undisturbed fair) {
    /// The table agrees with itself, before and after each request is sent again; that is answered as a request
    /// that nothing disturbed, and then the table holds of each user what it holds after such a request: at once,
    /// where the disturbed one was answered.
    ///
    /// @return how many had not given their turn back
    int check(List<Disturbed> requests) {
        assertThat(lane.violations()).as("%s", requests).isEmpty();
        Picture left = lane.picture();
        requests.stream().filter(Disturbed::isAnswered).forEach(request -> converged(left, request));

        int turns = 0;
        for (Disturbed request : requests) {
            boolean keepsTurn = left.hasTurn(user(request));
            assertThat(keepsTurn && !request.mayKeepTurn())
                    .as("%s did not give its turn back", request)
                    .isFalse();
            retry(request, keepsTurn);
            turns += keepsTurn ? 1 : 0;
        }

        assertThat(lane.violations()).as("%s", requests).isEmpty();
        Picture picture = lane.picture();
        requests.forEach(request -> converged(picture, request));
        return turns;
    }

    private void converged(Picture picture, Disturbed request) {
        assertThat(picture.of(user(request), request.subject().entry()))
                .as("%s", request)
                .isEqualTo(fair.picture());
    }

    private static UserId user(Disturbed request) {
        return new UserId(request.user().sub());
    }

    private void retry(Disturbed request, boolean keepsTurn) {
        lane.follow(Plan.FAIR);
        Answer again = request.subject().send(request.user());
        if (again.status() == 409) {
            assertThat(keepsTurn).as("%s, then %s", request, again.shown()).isTrue();
            lane.clock().moveOn(Lane.LEASE);
            again = request.subject().send(request.user());
        }
        if (!fair.operation().isOnceOnly() || again.status() != 404) {
            assertThat(Likeness.of(again, request.subject(), request.user()))
                    .as("%s, then %s", request, again.shown())
                    .isEqualTo(fair.answer());
        }
        assertThat(lane.asked())
                .as("%s: how often the model was asked again", request)
                .isLessThanOrEqualTo(request.isAnswered() ? 0 : 1);
    }
}
