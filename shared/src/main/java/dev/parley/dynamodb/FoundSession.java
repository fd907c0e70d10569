package dev.parley.dynamodb;

import dev.parley.chat.Conversation;
import dev.parley.chat.Details;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/// What a reverse query of a session's partition has met so far.
final class FoundSession {
    /// A session that was looked at, unless it has expired.
    record Sight(Optional<EnhancedDocument> header, Optional<Conversation> conversation) {}

    private final Excerpt excerpt;
    private final List<Message> newestFirst = new ArrayList<>();
    private Details details = Details.NONE;
    private Optional<EnhancedDocument> header = Optional.empty();
    private long bytes;

    FoundSession(Excerpt excerpt) {
        this.excerpt = excerpt;
    }

    void add(EnhancedDocument item) {
        switch (item.getString(Attributes.SK)) {
            case Keys.DETAILS -> details = Items.details(item);
            case Keys.HEADER -> header = Optional.of(item);
            default -> {
                if (wantsMore()) {
                    Message message = Items.message(item);
                    newestFirst.add(message);
                    bytes += message.said().bytes();
                }
            }
        }
    }

    boolean wantsMore() {
        return newestFirst.size() < excerpt.messages() && bytes < excerpt.bytes();
    }

    Sight sight(Predicate<EnhancedDocument> live) {
        Optional<EnhancedDocument> found = header.filter(live);
        return new Sight(
                found, found.map(item -> new Conversation(Items.session(item, details), newestFirst.reversed())));
    }
}
