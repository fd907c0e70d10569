package dev.parley.chat;

import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.PromptId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the catalog says of how a session is answered: by which model, told what.
record Briefing(Model model, List<String> system) {

    /// The briefing for `session`: a model or prompt of its own comes before its assistant's.
    ///
    /// @throws Refusal.NotFound when the assistant, its model or its prompt is not in the catalog
    static Briefing of(Session session, CatalogStore catalog) {
        References own = session.references();
        if (own.assistant() == null) {
            throw new Refusal.NotFound(Thing.ASSISTANT);
        }
        Assistant assistant =
                (Assistant) found(catalog.referred(List.of(own.assistant()), session.owner()), own.assistant());
        ModelId model = own.model() == null ? assistant.model() : own.model();
        PromptId prompt = own.prompt() == null ? assistant.prompt() : own.prompt();
        if (model == null) {
            throw new Refusal.NotFound(Thing.MODEL);
        }
        Map<EntryId, Entry> entries = catalog.referred(
                Stream.<EntryId>of(model, prompt).filter(Objects::nonNull).toList(), session.owner());
        String instructions = prompt == null ? null : ((Prompt) found(entries, prompt)).content();
        return new Briefing(
                (Model) found(entries, model),
                Stream.of(said(instructions), said(assistant.card().description()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /// Refuses a text that the model could not be given whole.
    void fits(Utterance said) {
        if (said.tokens() > model.contextTokens()) {
            throw new Refusal.Invalid(
                    "content", "must be at most " + model.contextTokens() * (long) Tokens.BYTES + " bytes of UTF-8");
        }
    }

    private static Entry found(Map<EntryId, Entry> entries, EntryId id) {
        return Optional.ofNullable(entries.get(id))
                .orElseThrow(() -> new Refusal.NotFound(id.kind().thing()));
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !Blank.is(value));
    }
}
