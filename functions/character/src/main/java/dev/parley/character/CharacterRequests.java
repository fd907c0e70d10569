package dev.parley.character;

import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Details;
import dev.parley.chat.EntryNumber;
import dev.parley.chat.Kind;
import dev.parley.chat.NewSession;
import dev.parley.chat.References;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SidePrompt;
import dev.parley.chat.Window;
import dev.parley.http.Fields;
import dev.parley.http.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What callers of the character API send, in the document's words.
final class CharacterRequests {
    static final String PER_PAGE = "per_page";
    private static final long DEFAULT_PER_PAGE = 20;

    private CharacterRequests() {}

    /// What a session is to refer to, each of which must be named.
    static List<EntryNumber> everyReference(Fields body) {
        return Stream.of(Kind.values())
                .map(kind -> new EntryNumber(kind, body.requiredWholeNumber(field(kind))))
                .toList();
    }

    /// What a session is to refer to, as far as it is named.
    static List<EntryNumber> references(Fields body) {
        return Stream.of(Kind.values())
                .flatMap(kind -> number(kind, body.wholeNumber(field(kind))))
                .toList();
    }

    /// A session that refers to nothing yet.
    static NewSession newSession(Fields body) {
        Details details = prompts(body).applyTo(Details.NONE);
        return new NewSession(References.NONE, true, null, details, NewSession.DEFAULT_CONTEXT_RESULTS);
    }

    static SessionChanges changes(References references, DetailChanges prompts) {
        return new SessionChanges(Change.keep(), Change.keep(), Change.keep(), references, prompts);
    }

    static DetailChanges prompts(Fields body) {
        return DetailChanges.telling(
                sidePrompt(body, "pre_prompt", "pre_prompt_enabled"),
                sidePrompt(body, "post_prompt", "post_prompt_enabled"));
    }

    private static SidePrompt.Changes sidePrompt(Fields body, String text, String enabled) {
        return SidePrompt.Changes.given(text, body.textChange(text), body.flagChange(enabled));
    }

    /// Whose sessions are wanted.
    static List<EntryNumber> filter(Query query) {
        return Stream.of(Kind.PROFILE, Kind.ASSISTANT)
                .flatMap(kind -> number(kind, query.wholeNumber(field(kind))))
                .toList();
    }

    static Window window(Query query) {
        return Window.ofPage(query.wholeNumber("page", 1), PER_PAGE, query.wholeNumber(PER_PAGE, DEFAULT_PER_PAGE));
    }

    private static Stream<EntryNumber> number(Kind kind, Optional<Long> number) {
        return number.map(given -> new EntryNumber(kind, given)).stream();
    }

    /// What names an entry of that kind by its number.
    static String field(Kind kind) {
        return switch (kind) {
            case ASSISTANT -> "character_id";
            case PROFILE -> "user_profile_id";
            case MODEL -> "ai_model_id";
            case PROMPT -> "system_prompt_id";
        };
    }
}
