package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which of an owner's sessions are wanted: all that meet every condition given.
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
            title = caseless(title);
        }
    }

    /// The sessions with an assistant, with a profile, with both, or all.
    static SessionFilter ofThoseWith(References references) {
        return new SessionFilter(references.assistant(), references.profile(), null, null, null, null);
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

    private static boolean contains(@Nullable String text, String caselessPart) {
        return text != null && caseless(text).contains(caselessPart);
    }

    /// The text without its cases, character by character: a whole word's lower case depends on where in it a
    /// letter stands (a sigma that ends it is another), and a part would not be found.
    private static String caseless(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
