package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Session;
import dev.parley.chat.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// A session's move from one assistant, or none, to another: between their lists, which the indexes follow by
/// themselves, and between their counts.
record Move(@Nullable AssistantId from, AssistantId to) {
    static Move of(Session session, AssistantId to) {
        return new Move(session.references().assistant(), to);
    }

    /// What the header must meet, so that it is counted out where it was counted in.
    String condition() {
        return with(from);
    }

    Map<String, AttributeValue> values() {
        return valuesWith(from);
    }

    /// That a header is with that assistant, or none.
    static String with(@Nullable AssistantId assistant) {
        return assistant == null ? "attribute_not_exists(#assistant)" : "#assistant = :with";
    }

    static Map<String, AttributeValue> valuesWith(@Nullable AssistantId assistant) {
        return assistant == null ? Map.of() : Map.of(":with", text(assistant.value()));
    }

    /// The steps that count the session out here and in there.
    List<TransactWriteItem> counts(Writes writes, UserId owner) {
        List<TransactWriteItem> steps = new ArrayList<>();
        if (!to.equals(from)) {
            if (from != null) {
                steps.add(Counts.step(writes, Keys.count(owner, from), -1));
            }
            steps.add(Counts.step(writes, Keys.count(owner, to), 1));
        }
        return steps;
    }
}
