package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Kind;
import dev.parley.chat.References;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Changing and ending sessions: one transaction each, whose first step is the header's.
record SessionUpdates(
        Writes writes, Headers headers, Transactions transactions, StreamedTurns streams, Patience patience) {
    private static final int HEADER = 0;

    /// @param look sees the session as it is: asked only where what is to change depends on that
    void update(SessionId id, UserId owner, SessionChanges changes, Instant now, Supplier<Optional<Session>> look) {
        AssistantId next = changes.references().assistant();
        Optional<Move> move =
                next == null ? Optional.empty() : Optional.of(Move.of(owned(look.get(), owner, Thing.SESSION), next));
        boolean changed = change(
                new Attempt(now, move),
                attempt -> updating(id, owner, changes, attempt),
                header -> owned(header.map(Items::bareSession), owner, Thing.SESSION));
        if (!changed) {
            update(id, owner, changes.keepingDetails(), now, look);
        }
    }

    void end(SessionId id, UserId owner, Instant now) {
        change(
                new Attempt(now, Optional.empty()),
                attempt -> List.of(headers.change(
                        id,
                        "SET #status = :completed, #endedAt = :now, #updatedAt = :at " + Endings.FREE,
                        "#owner = :owner AND #status = :active AND #updatedAt <= :at AND "
                                + StreamedTurns.NONE_INTERRUPTED,
                        Map.of(
                                ":lapsed", time(patience.clock().instant()),
                                ":completed", text(Status.COMPLETED.name()),
                                ":active", text(Status.ACTIVE.name()),
                                ":owner", text(owner.value()),
                                ":now", time(now),
                                ":at", time(attempt.at())),
                        attempt.at())),
                header -> {
                    Session session = owned(header.map(Items::bareSession), owner, Thing.ACTIVE_SESSION);
                    if (!session.active()) {
                        throw new Refusal.NotFound(Thing.ACTIVE_SESSION);
                    }
                    return session;
                });
    }

    /// Changes a session at the time of the first attempt; or, where the clock is behind the one that changed it
    /// last, at that one's time.
    ///
    /// @param met the session that the change met instead, if it may be changed at all
    /// @return whether it was changed; if not, it has no details that could lose something
    private boolean change(
            Attempt first,
            Function<Attempt, List<TransactWriteItem>> steps,
            Function<Optional<EnhancedDocument>, Session> met) {
        Patience.Attempts attempts = patience.begin();
        Attempt attempt = first;
        while (transactions.run(steps.apply(attempt)) instanceof Outcome.Refused refused) {
            if (!refused.refuses(HEADER)) {
                return false;
            }
            Optional<EnhancedDocument> header = headers.live(refused.old(HEADER));
            Session session = met.apply(header);
            header.ifPresent(streams::endInterrupted);
            attempt = first.after(session);
            attempts.next("many changes at once");
        }
        return true;
    }

    private List<TransactWriteItem> updating(SessionId id, UserId owner, SessionChanges changes, Attempt attempt) {
        String condition = "#owner = :owner AND #updatedAt <= :updatedAt";
        UpdateExpression header = new UpdateExpression()
                .change(Attributes.TITLE, changes.title().map(Attributes::text))
                .change(Attributes.STATUS, changes.status().map(status -> text(status.name())))
                .change(Attributes.ENDED_AT, changes.endedAt().map(Attributes::time))
                .set(Attributes.UPDATED_AT, time(attempt.at()));
        if (changes.title() instanceof Change.Clear) {
            header.set(Attributes.UNTITLED, Attributes.flag(true));
        }
        refer(header, changes.references());
        Map<String, AttributeValue> values = new HashMap<>();
        if (changes.status().applyTo(Status.ACTIVE) != Status.ACTIVE) {
            header.remove(Attributes.TURN).remove(Attributes.TURN_ENDS);
            condition += " AND " + StreamedTurns.NONE_INTERRUPTED;
            values.put(":lapsed", time(patience.clock().instant()));
        }
        values.putAll(header.values());
        values.put(":owner", text(owner.value()));
        List<TransactWriteItem> steps = new ArrayList<>();
        if (attempt.move().isPresent()) {
            Move move = attempt.move().get();
            condition += " AND " + move.condition();
            values.putAll(move.values());
            steps.addAll(move.counts(writes, owner));
        }
        steps.add(HEADER, headers.change(id, header.text(), condition, values, attempt.at()));
        if (changes.details().any()) {
            steps.add(details(id, changes.details()));
        }
        return steps;
    }

    private static void refer(UpdateExpression header, References references) {
        for (EntryId entry : references.ids()) {
            Kind kind = entry.kind();
            header.set(Attributes.idOf(kind), text(entry.value()));
            header.change(
                    Attributes.numberOf(kind),
                    references
                            .number(kind)
                            .map(number -> Change.set(Attributes.number(number)))
                            .orElseGet(Change::clear));
        }
    }

    private TransactWriteItem details(SessionId id, DetailChanges changes) {
        UpdateExpression details = new UpdateExpression()
                .change(Attributes.METADATA, changes.metadata().map(metadata -> text(metadata.json())))
                .replace(
                        changes.feedback(),
                        _ -> Items.details(id, changes.applyTo(Details.NONE)),
                        List.of(Attributes.RATING, Attributes.COMMENT))
                .change(Attributes.PRE_PROMPT, changes.prePrompt().text().map(Attributes::text))
                .change(
                        Attributes.PRE_PROMPT_CHOSEN,
                        changes.prePrompt().chosen().map(Attributes::flag))
                .change(Attributes.POST_PROMPT, changes.postPrompt().text().map(Attributes::text))
                .change(
                        Attributes.POST_PROMPT_CHOSEN,
                        changes.postPrompt().chosen().map(Attributes::flag))
                .change(Attributes.PREVIEW, changes.preview().map(Attributes::text))
                .change(Attributes.DISPLAY_COUNT, changes.displayCount().map(Attributes::number));
        return changes.onlyClear()
                ? writes.update(Keys.details(id), details.text(), "attribute_exists(#pk)", details.values())
                : writes.upsert(Keys.details(id), details.text(), details.values());
    }

    private static Session owned(Optional<Session> session, UserId owner, Thing thing) {
        return session.filter(found -> found.owner().equals(owner)).orElseThrow(() -> new Refusal.NotFound(thing));
    }

    /// One attempt at a change: when, and where it moves the session.
    private record Attempt(Instant at, Optional<Move> move) {
        /// The next attempt, when this one met the session as it has become.
        Attempt after(Session met) {
            return new Attempt(
                    Moments.later(at, met.times().updatedAt()), move.map(before -> Move.of(met, before.to())));
        }
    }
}
