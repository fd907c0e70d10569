package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Details;
import dev.parley.chat.Refusal;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.Thing;
import dev.parley.chat.UserId;
import dev.parley.dynamodb.Transactions.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Changing and ending sessions: one transaction each, whose first step is the header's.
record SessionUpdates(Writes writes, Transactions transactions, Patience patience) {
    private static final int HEADER = 0;

    void update(SessionId id, UserId owner, SessionChanges changes, Instant now) {
        boolean changed =
                change(now, at -> updating(id, owner, changes, at), header -> owned(header, owner, Thing.SESSION));
        if (!changed) {
            update(id, owner, changes.keepingDetails(), now);
        }
    }

    void end(SessionId id, UserId owner, Instant now) {
        change(
                now,
                at -> List.of(writes.update(
                        Keys.header(id),
                        "SET #status = :completed, #endedAt = :now, #updatedAt = :at REMOVE #turn, #turnEnds",
                        "#owner = :owner AND #status = :active AND #updatedAt <= :at",
                        Map.of(
                                ":completed", text(Status.COMPLETED.name()),
                                ":active", text(Status.ACTIVE.name()),
                                ":owner", text(owner.value()),
                                ":now", time(now),
                                ":at", time(at)))),
                header -> {
                    Session session = owned(header, owner, Thing.ACTIVE_SESSION);
                    if (!session.active()) {
                        throw new Refusal.NotFound(Thing.ACTIVE_SESSION);
                    }
                    return session;
                });
    }

    /// Changes a session at `now`; or, where the clock is behind the one that changed it last, at that one's time.
    ///
    /// @param met the session that the change met instead, if it may be changed at all
    /// @return whether it was changed; if not, it has no details that could lose something
    private boolean change(
            Instant now,
            Function<Instant, List<TransactWriteItem>> steps,
            Function<Optional<EnhancedDocument>, Session> met) {
        Patience.Attempts attempts = patience.begin();
        Instant at = now;
        while (transactions.run(steps.apply(at)) instanceof Outcome.Refused refused) {
            if (!refused.refuses(HEADER)) {
                return false;
            }
            at = Moments.later(now, met.apply(refused.old(HEADER)).times().updatedAt());
            attempts.next("many changes at once");
        }
        return true;
    }

    private List<TransactWriteItem> updating(SessionId id, UserId owner, SessionChanges changes, Instant at) {
        UpdateExpression header = new UpdateExpression()
                .change(Attributes.TITLE, changes.title().map(Attributes::text))
                .change(Attributes.STATUS, changes.status().map(status -> text(status.name())))
                .change(Attributes.ENDED_AT, changes.endedAt().map(Attributes::time))
                .set(Attributes.UPDATED_AT, time(at));
        if (changes.status().applyTo(Status.ACTIVE) != Status.ACTIVE) {
            header.remove(Attributes.TURN).remove(Attributes.TURN_ENDS);
        }
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(writes.update(
                Keys.header(id),
                header.text(),
                "#owner = :owner AND #updatedAt <= :updatedAt",
                header.values(":owner", text(owner.value()))));
        if (changes.touchesDetails()) {
            UpdateExpression details = new UpdateExpression()
                    .change(Attributes.METADATA, changes.metadata().map(metadata -> text(metadata.json())))
                    .replace(
                            changes.feedback(),
                            feedback -> Items.details(id, new Details(null, feedback)),
                            List.of(Attributes.RATING, Attributes.COMMENT));
            steps.add(
                    changes.onlyClearsDetails()
                            ? writes.update(Keys.details(id), details.text(), "attribute_exists(#pk)", details.values())
                            : writes.upsert(Keys.details(id), details.text(), details.values()));
        }
        return steps;
    }

    private static Session owned(Optional<EnhancedDocument> header, UserId owner, Thing thing) {
        return header.map(item -> Items.session(item, Details.NONE))
                .filter(session -> session.owner().equals(owner))
                .orElseThrow(() -> new Refusal.NotFound(thing));
    }
}
