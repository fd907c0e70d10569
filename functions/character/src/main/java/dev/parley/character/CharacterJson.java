package dev.parley.character;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.character.SessionBody.AiModel;
import dev.parley.character.SessionBody.Full;
import dev.parley.character.SessionBody.FullCharacter;
import dev.parley.character.SessionBody.FullProfile;
import dev.parley.character.SessionBody.Introduced;
import dev.parley.character.SessionBody.ShortCharacter;
import dev.parley.character.SessionBody.ShortProfile;
import dev.parley.character.SessionBody.SystemPrompt;
import dev.parley.chat.Assistant;
import dev.parley.chat.Card;
import dev.parley.chat.Conversation;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId;
import dev.parley.chat.Introduction;
import dev.parley.chat.Kind;
import dev.parley.chat.Listing;
import dev.parley.chat.Model;
import dev.parley.chat.Page;
import dev.parley.chat.Profile;
import dev.parley.chat.Prompt;
import dev.parley.chat.References;
import dev.parley.chat.Session;
import dev.parley.chat.SidePrompt;
import dev.parley.http.IsoTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What the character API answers, in the document's words. What a session lacks is `null`; of an entry that is no
/// longer in the catalog the number is left.
final class CharacterJson {
    private static final Card NO_CARD = new Card(null, null, null, null);

    private CharacterJson() {}

    static PageBody page(Listing listing) {
        Page<Conversation> page = listing.page();
        return new PageBody(
                page.items().stream()
                        .map(item -> introduced(new Introduction(item.session(), listing.referred())))
                        .toList(),
                new Pagination(page.window().page(), page.window().limit(), page.total(), page.pages()));
    }

    static Introduced introduced(Introduction introduction) {
        References references = numbered(introduction);
        return new Introduced(
                session(introduction.session(), references),
                shown(Kind.ASSISTANT, references, introduction.referred(), CharacterJson::shortCharacter),
                shown(Kind.PROFILE, references, introduction.referred(), CharacterJson::shortProfile));
    }

    static Full full(Introduction introduction) {
        References references = numbered(introduction);
        Map<EntryId, Entry> entries = introduction.referred();
        return new Full(
                session(introduction.session(), references),
                shown(Kind.ASSISTANT, references, entries, CharacterJson::character),
                shown(Kind.PROFILE, references, entries, CharacterJson::profile),
                shown(Kind.MODEL, references, entries, CharacterJson::model),
                shown(Kind.PROMPT, references, entries, CharacterJson::prompt));
    }

    static SessionBody session(Session session, References references) {
        SidePrompt prePrompt = session.details().prePrompt();
        SidePrompt postPrompt = session.details().postPrompt();
        return new SessionBody(
                session.number(),
                references.number(Kind.ASSISTANT).orElse(null),
                references.number(Kind.PROFILE).orElse(null),
                references.number(Kind.MODEL).orElse(null),
                references.number(Kind.PROMPT).orElse(null),
                prePrompt.text(),
                prePrompt.enabled(),
                postPrompt.text(),
                postPrompt.enabled(),
                IsoTime.seconds(session.times().createdAt()),
                IsoTime.seconds(session.times().updatedAt()));
    }

    static Deleted deleted() {
        return new Deleted("Chat session deleted successfully");
    }

    private static References numbered(Introduction introduction) {
        return introduction
                .session()
                .references()
                .numbered(introduction.referred().values());
    }

    /// The entry of that kind under its number; without a number it is not shown. One that is gone has only that:
    /// another one may have its id by now, but has another number.
    private static <T> @Nullable T shown(
            Kind kind,
            References references,
            Map<EntryId, Entry> entries,
            BiFunction<Long, @Nullable Entry, T> showing) {
        Entry entry = references
                .id(kind)
                .map(entries::get)
                .filter(found -> references.number(kind).equals(Optional.of(found.number())))
                .orElse(null);
        return references
                .number(kind)
                .map(number -> showing.apply(number, entry))
                .orElse(null);
    }

    private static ShortCharacter shortCharacter(long number, @Nullable Entry entry) {
        Card card = card(entry);
        return new ShortCharacter(number, card.name(), card.avatarImage());
    }

    private static ShortProfile shortProfile(long number, @Nullable Entry entry) {
        return new ShortProfile(number, card(entry).name());
    }

    private static FullCharacter character(long number, @Nullable Entry entry) {
        Card card = card(entry);
        return new FullCharacter(number, card.label(), card.name(), card.avatarImage(), card.description());
    }

    private static FullProfile profile(long number, @Nullable Entry entry) {
        Card card = card(entry);
        return new FullProfile(number, card.label(), card.name(), card.avatarImage());
    }

    private static AiModel model(long number, @Nullable Entry entry) {
        return entry instanceof Model model
                ? new AiModel(number, model.label(), model.description())
                : new AiModel(number, null, null);
    }

    private static SystemPrompt prompt(long number, @Nullable Entry entry) {
        return entry instanceof Prompt prompt
                ? new SystemPrompt(number, prompt.label(), prompt.content())
                : new SystemPrompt(number, null, null);
    }

    private static Card card(@Nullable Entry entry) {
        return switch (entry) {
            case Assistant assistant -> assistant.card();
            case Profile profile -> profile.card();
            case null, default -> NO_CARD;
        };
    }

    record PageBody(List<Introduced> items, Pagination pagination) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Pagination(long page, long perPage, long totalItems, long totalPages) {}

    record Deleted(String message) {}
}
