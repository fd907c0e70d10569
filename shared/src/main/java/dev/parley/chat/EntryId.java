package dev.parley.chat;

import java.util.regex.Pattern;

/// The string id of a catalog entry: letters, digits, `_`, `-` and `.`.
///
/// The alphabet has no `#`, so an id can stand in a key without ever forming another one. References may be up to
/// [#MAX_REFERENCE] long, since an assistant need not be in the catalog; entries up to [#MAX_LENGTH].
public sealed interface EntryId {
    int MAX_LENGTH = 64;
    int MAX_REFERENCE = 128;
    int GENERATED_LENGTH = 24;
    Pattern SHAPE = Pattern.compile("[A-Za-z0-9_.-]{1," + MAX_REFERENCE + "}");

    String value();

    Kind kind();

    /// Whether `text` could be the id of some entry.
    static boolean wellFormed(String text) {
        return SHAPE.matcher(text).matches();
    }

    /// The id of an entry that a caller looks for: text outside the alphabet names nothing that exists.
    ///
    /// @throws Refusal.NotFound of that kind when `text` is outside the alphabet or too long
    static EntryId sought(Kind kind, String text) {
        if (!wellFormed(text)) {
            throw new Refusal.NotFound(kind.thing());
        }
        return kind.id(text);
    }

    /// The id given in `field`, checked against the alphabet.
    ///
    /// @throws Refusal.Invalid when `text` is outside the alphabet or too long
    static EntryId given(Kind kind, String field, String text) {
        if (!wellFormed(text)) {
            throw new Refusal.Invalid(
                    field, "must be 1 to " + MAX_REFERENCE + " letters, digits, underscores, hyphens or dots");
        }
        return kind.id(text);
    }

    /// The id given in `field` to an entry that is to be made. Dots alone would be lost in a URL's path.
    ///
    /// @throws Refusal.Invalid when `text` is outside the alphabet, too long, or nothing but dots
    static EntryId ofNew(Kind kind, String field, String text) {
        if (!wellFormed(text) || text.length() > MAX_LENGTH || text.chars().allMatch(c -> c == '.')) {
            throw new Refusal.Invalid(
                    field,
                    "must be 1 to " + MAX_LENGTH
                            + " letters, digits, underscores, hyphens or dots, and not dots alone");
        }
        return kind.id(text);
    }

    /// The id of an entry that was given none: the start of SHA-256 over its kind, a line feed and its number.
    static EntryId generated(EntryNumber number) {
        return number.kind()
                .id(Hash.sha256(number.kind() + "\n" + number.number()).substring(0, GENERATED_LENGTH));
    }

    private static void check(String value) {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not the id of a catalog entry");
        }
    }

    /// What answers: a chatflow, chatbot, character or agent.
    record AssistantId(String value) implements EntryId {
        public AssistantId {
            check(value);
        }

        /// See [EntryId#given].
        public static AssistantId given(String field, String text) {
            return (AssistantId) EntryId.given(Kind.ASSISTANT, field, text);
        }

        /// See [EntryId#sought].
        public static AssistantId sought(String text) {
            return (AssistantId) EntryId.sought(Kind.ASSISTANT, text);
        }

        @Override
        public Kind kind() {
            return Kind.ASSISTANT;
        }
    }

    /// Who is talking: a client or user profile.
    record ProfileId(String value) implements EntryId {
        public ProfileId {
            check(value);
        }

        /// See [EntryId#given].
        public static ProfileId given(String field, String text) {
            return (ProfileId) EntryId.given(Kind.PROFILE, field, text);
        }

        @Override
        public Kind kind() {
            return Kind.PROFILE;
        }
    }

    /// A model as sessions name it; the Bedrock model behind it is in its entry.
    record ModelId(String value) implements EntryId {
        public ModelId {
            check(value);
        }

        /// See [EntryId#given].
        public static ModelId given(String field, String text) {
            return (ModelId) EntryId.given(Kind.MODEL, field, text);
        }

        @Override
        public Kind kind() {
            return Kind.MODEL;
        }
    }

    /// A system prompt.
    record PromptId(String value) implements EntryId {
        public PromptId {
            check(value);
        }

        /// See [EntryId#given].
        public static PromptId given(String field, String text) {
            return (PromptId) EntryId.given(Kind.PROMPT, field, text);
        }

        @Override
        public Kind kind() {
            return Kind.PROMPT;
        }
    }
}
