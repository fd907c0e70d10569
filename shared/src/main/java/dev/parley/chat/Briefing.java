package dev.parley.chat;

import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.PromptId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a session is answered: by which model, and what that is told beside the conversation.
///
/// The model's context holds the user's newest text first, then passages in their order while they fit, then as
/// much of the history as is left. The system texts and the post-prompt are not counted: administrators and the
/// session's owner choose them, and they are bounded by [Limit#PROMPT].
record Briefing(Session session, Assistant assistant, Model model, List<String> system) {

    /// The briefing for `session`: a model or prompt of its own comes before its assistant's. The assistant's
    /// description is told only where the session names a prompt of its own, which then speaks of it; the session's
    /// pre-prompt is told last.
    ///
    /// @throws Refusal.NotFound when the assistant, its model or its prompt, or the session's profile, is gone
    static Briefing of(Session session, CatalogStore catalog) {
        References own = session.references();
        if (own.assistant() == null) {
            throw new Refusal.NotFound(Thing.ASSISTANT);
        }
        Map<EntryId, Entry> sides = catalog.find(present(own.assistant(), own.profile()), session.owner());
        Assistant assistant = (Assistant) found(sides, own.assistant());
        if (own.profile() != null) {
            found(sides, own.profile());
        }
        ModelId model = own.model() == null ? assistant.model() : own.model();
        PromptId prompt = own.prompt() == null ? assistant.prompt() : own.prompt();
        if (model == null) {
            throw new Refusal.NotFound(Thing.MODEL);
        }
        Map<EntryId, Entry> entries = catalog.find(present(model, prompt), session.owner());
        String instructions = prompt == null ? null : ((Prompt) found(entries, prompt)).content();
        return new Briefing(
                session,
                assistant,
                (Model) found(entries, model),
                Stream.of(
                                said(instructions),
                                said(
                                        own.prompt() == null
                                                ? null
                                                : assistant.card().description()),
                                session.details().prePrompt().told())
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

    /// The most tokens, at our count, that a turn may use in which the user says this after what is `stored`: the
    /// model reads no more of the conversation than there is, and no more of that and of passages than its context
    /// holds; all system texts and the post-prompt; and writes no more than its limit.
    long most(Session.Tally stored, Utterance said) {
        long all = Math.ceilDiv(stored.bytes(), Tokens.BYTES) + stored.count() + said.tokens();
        boolean looksUp = assistant.knowledgeBase() != null;
        long told = looksUp ? model.contextTokens() : Math.min(model.contextTokens(), all);
        long beside = Stream.concat(system.stream(), session.details().postPrompt().told().stream())
                .mapToLong(Tokens::in)
                .sum();
        return told + beside + model.maxTokens();
    }

    /// Passages of the assistant's knowledge base for what the user says, as many as the session wants; none
    /// where it has no knowledge base.
    List<String> passages(Utterance said, Retriever retriever, Duration within) {
        String knowledgeBase = assistant.knowledgeBase();
        return knowledgeBase == null
                ? List.of()
                : retriever.passages(knowledgeBase, said.text(), session.contextResults(), within);
    }

    /// What the model is asked after these messages, the last of which is what the user said, with these passages.
    Question question(List<Message> messages, List<String> passages) {
        int left = model.contextTokens() - messages.getLast().said().tokens();
        Frame frame = Frame.of(passages, session.details().postPrompt(), left);
        List<Question.Speech> conversation = Transcript.of(messages, frame, model.contextTokens());
        return new Question(
                model,
                system,
                conversation,
                frame.after().isEmpty() ? Question.LastBlock.SAID : Question.LastBlock.POST_PROMPT);
    }

    private static List<EntryId> present(EntryId one, @Nullable EntryId other) {
        return other == null ? List.of(one) : List.of(one, other);
    }

    private static Entry found(Map<EntryId, Entry> entries, EntryId id) {
        return Optional.ofNullable(entries.get(id))
                .orElseThrow(() -> new Refusal.NotFound(id.kind().thing()));
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !Blank.is(value));
    }
}
