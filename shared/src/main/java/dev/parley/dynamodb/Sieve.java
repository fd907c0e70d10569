package dev.parley.dynamodb;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Listed;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/// Takes an index's entries one by one, and keeps of those that are wanted, after the first `skip`, at most `most`.
final class Sieve {
    private final Predicate<EnhancedDocument> wanted;
    private final long skip;
    private final long most;
    private final long enough;
    private final List<Listed> kept = new ArrayList<>();
    private long passed;

    private Sieve(Predicate<EnhancedDocument> wanted, long skip, long most, long enough) {
        this.wanted = wanted;
        this.skip = skip;
        this.most = most;
        this.enough = enough;
    }

    /// Keeps the first `most`.
    static Sieve first(long most, Predicate<EnhancedDocument> wanted) {
        return new Sieve(wanted, 0, most, most);
    }

    /// Keeps the part that the window names.
    static Sieve of(Window window, Predicate<EnhancedDocument> wanted) {
        return new Sieve(wanted, window.skip(), window.limit(), window.end());
    }

    /// Keeps the part that the window names, and takes all to count them.
    static Sieve counting(Window window, Predicate<EnhancedDocument> wanted) {
        return new Sieve(wanted, window.skip(), window.limit(), Long.MAX_VALUE);
    }

    void add(EnhancedDocument entry) {
        if (!wanted.test(entry)) {
            return;
        }
        passed++;
        if (passed > skip && kept.size() < most) {
            kept.add(listed(entry));
        }
    }

    List<Listed> kept() {
        return kept;
    }

    /// How many entries were wanted so far.
    long passed() {
        return passed;
    }

    /// How many entries more would be enough, if all of them were wanted.
    long missing() {
        return Math.max(0, enough - passed);
    }

    static Listed listed(EnhancedDocument entry) {
        String assistant = entry.getString(Attributes.ASSISTANT);
        String profile = entry.getString(Attributes.PROFILE);
        return new Listed(
                Keys.sessionOf(entry.getString(Attributes.PK)),
                new UserId(entry.getString(Attributes.OWNER)),
                Instant.ofEpochMilli(entry.getNumber(Attributes.CREATED_AT).longValue()),
                assistant == null ? null : new AssistantId(assistant),
                profile == null ? null : new ProfileId(profile));
    }
}
