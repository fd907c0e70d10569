package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Message;
import dev.parley.chat.Retention;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.Stretch;
import dev.parley.chat.TitleStore;
import dev.parley.dynamodb.Transactions.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Titles in the headers of sessions. One takes a write by itself, and one in each index that shows it.
public final class DynamoTitleStore implements TitleStore {
    private final Patience patience;
    private final Headers headers;
    private final Transactions transactions;
    private final SessionReads reads;

    public DynamoTitleStore(DynamoDbClient client, String table, Patience patience, Retention retention) {
        this.patience = patience;
        this.headers = new Headers(new Writes(table), retention, patience.clock());
        this.transactions = new Transactions(client, patience);
        this.reads = new SessionReads(client, table, patience.clock());
    }

    @Override
    public boolean lacksTitle(SessionId id) {
        return lacksTitle(reads.header(id)).isPresent();
    }

    @Override
    public List<Message> messages(SessionId id, Stretch stretch) {
        return reads.messages(id, stretch);
    }

    @Override
    public boolean entitle(SessionId id, String title, Instant now) {
        Patience.Attempts attempts = patience.begin();
        Instant at = now;
        while (true) {
            switch (entitled(id, title, at)) {
                case Change.Made _ -> {
                    return true;
                }
                case Change.Refused(var old) -> {
                    Optional<EnhancedDocument> met = lacksTitle(old);
                    if (met.isEmpty()) {
                        return false;
                    }
                    at = Moments.later(now, Items.bareSession(met.get()).times().updatedAt());
                }
                case Change.InConflict _ -> {
                    // The transaction in the way may change anything: its outcome is met by the next attempt.
                }
            }
            attempts.next("many changes at once");
        }
    }

    /// Titles a header, on condition that it [lacks one][#lacksTitle] and has not changed since `at`.
    private Change entitled(SessionId id, String title, Instant at) {
        return transactions.update(headers.change(
                id,
                "SET #title = :title, #updatedAt = :at",
                "#status = :active AND attribute_not_exists(#title) AND attribute_not_exists(#untitled)"
                        + " AND #updatedAt <= :at",
                Map.of(":title", text(title), ":at", time(at), ":active", text(Status.ACTIVE.name())),
                at));
    }

    /// The header, if the session may be given a title.
    private Optional<EnhancedDocument> lacksTitle(Optional<EnhancedDocument> header) {
        return headers.live(header)
                .filter(found -> Status.ACTIVE.name().equals(found.getString(Attributes.STATUS)))
                .filter(found -> !found.isPresent(Attributes.TITLE) && !found.isPresent(Attributes.UNTITLED));
    }
}
