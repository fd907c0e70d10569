package dev.parley.dynamodb;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The counts of an owner's live sessions, in all and with each assistant.
final class Counts {
    private static final String ADD = "ADD #" + Attributes.SESSIONS + " :change";

    private Counts() {}

    /// The steps that count a session in (1) or out (-1).
    static List<TransactWriteItem> steps(Writes writes, UserId owner, @Nullable AssistantId assistant, int change) {
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(step(writes, Keys.count(owner), change));
        if (assistant != null) {
            steps.add(step(writes, Keys.count(owner, assistant), change));
        }
        return steps;
    }

    static TransactWriteItem step(Writes writes, ItemKey count, int change) {
        return writes.upsert(count, ADD, Map.of(":change", Attributes.number(change)));
    }
}
