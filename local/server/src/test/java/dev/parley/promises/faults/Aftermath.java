package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.UserId;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.faults.Plan;
import java.util.List;

/// What must hold after requests of one operation were disturbed, each another user's.
record Aftermath(Lane lane, Undisturbed fair) {
    /// The table agrees with itself, before and after each request is sent again; that is answered as a request
    /// that nothing disturbed, and then the table holds of each user what it holds after such a request.
    void check(List<Disturbed> requests) {
        assertThat(lane.violations()).as("%s", requests).isEmpty();

        requests.forEach(this::retry);

        assertThat(lane.violations()).as("%s", requests).isEmpty();
        Picture picture = lane.picture();
        for (Disturbed request : requests) {
            UserId user = new UserId(request.user().sub());
            assertThat(picture.of(user, request.subject().entry()))
                    .as("%s", request)
                    .isEqualTo(fair.picture());
        }
    }

    private void retry(Disturbed request) {
        lane.follow(Plan.FAIR);
        Answer again = request.subject().send(request.user());
        if (again.status() == 409) {
            // The turn was never given back; its lease frees the session.
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
