package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which of an owner's sessions are wanted: all that meet every condition given. A title beyond {@link Limit#SEARCH}
/// is {@link Refusal.Invalid}.
///
/// @param title what the title contains, whatever the case
/// @param from created no earlier
/// @param to created no later
public record SessionFilter(
        @Nullable AssistantId assistant,
        @Nullable ProfileId profile,
        @Nullable Status status,
        @Nullable String title,
        @Nullable Instant from,
        @Nullable Instant to) {

    public SessionFilter {
        if (title != null) {
            title = Limit.SEARCH.check("searchString", title).toLowerCase(Locale.ROOT);
        }
    }

    /// Whether the counts of sessions, in all and with each assistant, say how many there are.
    public boolean isCounted() {
        return profile == null && status == null && title == null && from == null && to == null;
    }

    /// Whether no session can meet the conditions, because the time they name is no time.
    public boolean isEmpty() {
        return from != null && to != null && from.isAfter(to);
    }

    /// Whether a listed session meets the conditions that no key stands for.
    public boolean admits(@Nullable ProfileId itsProfile, Status itsStatus, @Nullable String itsTitle) {
        return (profile == null || profile.equals(itsProfile))
                && (status == null || status == itsStatus)
                && (title == null || title.isEmpty() || contains(itsTitle, title));
    }

    private static boolean contains(@Nullable String text, String lowerCasePart) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(lowerCasePart);
    }
}
