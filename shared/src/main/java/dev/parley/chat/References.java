package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a session refers to. A model or prompt of its own comes before its assistant's.
///
/// @param numbers the numbers of these entries, as far as they were known when the session came to refer to them:
///     so that a list needs no look at the catalog for them, and an entry that is gone still has its number
public record References(
        @Nullable AssistantId assistant,
        @Nullable ProfileId profile,
        @Nullable ModelId model,
        @Nullable PromptId prompt,
        Map<Kind, Long> numbers) {
    /// A session that refers to nothing.
    public static final References NONE = new References(null, null, null, null);

    public References {
        numbers = Map.copyOf(numbers);
    }

    /// References to entries whose numbers are not known.
    public References(
            @Nullable AssistantId assistant,
            @Nullable ProfileId profile,
            @Nullable ModelId model,
            @Nullable PromptId prompt) {
        this(assistant, profile, model, prompt, Map.of());
    }

    /// References to these entries, at most one of a kind.
    static References to(Map<EntryNumber, EntryId> entries) {
        References references = NONE;
        for (var entry : entries.entrySet()) {
            References one = switch (entry.getValue()) {
                case AssistantId id -> new References(id, null, null, null, number(entry.getKey()));
                case ProfileId id -> new References(null, id, null, null, number(entry.getKey()));
                case ModelId id -> new References(null, null, id, null, number(entry.getKey()));
                case PromptId id -> new References(null, null, null, id, number(entry.getKey()));
            };
            references = references.changedTo(one);
        }
        return references;
    }

    /// The ids that are given.
    public List<EntryId> ids() {
        return Stream.<EntryId>of(assistant, profile, model, prompt)
                .filter(Objects::nonNull)
                .toList();
    }

    /// The id of the entry of that kind, if one is given.
    public Optional<EntryId> id(Kind kind) {
        return ids().stream().filter(id -> id.kind() == kind).findFirst();
    }

    /// The ids of who talks: the assistant and the profile, as far as they are given.
    public List<EntryId> talking() {
        return Stream.<EntryId>of(assistant, profile).filter(Objects::nonNull).toList();
    }

    /// The ids of entries whose numbers are not known.
    public List<EntryId> unnumbered() {
        return ids().stream().filter(id -> !numbers.containsKey(id.kind())).toList();
    }

    /// The number of the entry of that kind, if it is known.
    public Optional<Long> number(Kind kind) {
        return Optional.ofNullable(numbers.get(kind));
    }

    /// The same references with the numbers that were not known, as far as these entries have them.
    public References numbered(Collection<Entry> entries) {
        Map<Kind, Long> all = new EnumMap<>(Kind.class);
        entries.stream()
                .filter(entry -> ids().contains(entry.id()))
                .forEach(entry -> all.put(entry.id().kind(), entry.number()));
        all.putAll(numbers);
        return new References(assistant, profile, model, prompt, all);
    }

    /// These references, except where `other` gives another.
    public References changedTo(References other) {
        Map<Kind, Long> all = new EnumMap<>(Kind.class);
        all.putAll(numbers);
        other.ids().forEach(id -> all.remove(id.kind()));
        all.putAll(other.numbers);
        return new References(
                other.assistant == null ? assistant : other.assistant,
                other.profile == null ? profile : other.profile,
                other.model == null ? model : other.model,
                other.prompt == null ? prompt : other.prompt,
                all);
    }

    private static Map<Kind, Long> number(EntryNumber entry) {
        return Map.of(entry.kind(), entry.number());
    }
}
