package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.CONTENT;
import static dev.parley.dynamodb.Attributes.MODEL;
import static dev.parley.dynamodb.Attributes.NUMBER;
import static dev.parley.dynamodb.Attributes.OWNER;
import static dev.parley.dynamodb.Attributes.PROMPT;

import dev.parley.chat.Assistant;
import dev.parley.chat.Card;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Kind;
import dev.parley.chat.Model;
import dev.parley.chat.Profile;
import dev.parley.chat.Prompt;
import dev.parley.chat.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Catalog entries as items, and items as catalog entries. None has a `createdAt`, so none is in an index.
final class CatalogItems {
    /// The entry's string id. Text.
    static final String ID = "id";
    /// How often the entry was written. With the number, which is never given out twice, it names one state of it.
    static final String VERSION = "version";
    /// In a kind's count item: how many shared entries there are.
    static final String ENTRIES = "entries";
    /// In the count item of profiles: how many private ones there are, of all users.
    static final String PRIVATES = "privates";

    private static final String NAME = "name";
    private static final String LABEL = "label";
    private static final String DESCRIPTION = "description";
    private static final String AVATAR_IMAGE = "avatarImage";
    private static final String KNOWLEDGE_BASE = "knowledgeBase";
    private static final String GREETING = "greeting";
    /// Text, absent when it is the stack's own.
    private static final String BEDROCK_MODEL = "bedrockModel";

    private static final String CONTEXT_TOKENS = "contextTokens";
    private static final String MAX_TOKENS = "maxTokens";
    private static final String TEMPERATURE = "temperature";

    private CatalogItems() {}

    static boolean isPrivate(Entry entry) {
        return entry instanceof Profile profile && profile.owner() != null;
    }

    static ItemKey key(Entry entry) {
        return entry instanceof Profile profile && profile.owner() != null
                ? Keys.privateProfile(profile.owner(), profile.id())
                : Keys.entry(entry.id());
    }

    /// Where the items are that lead to an entry: by number, and to a private profile also by id.
    static List<ItemKey> pointerKeys(Entry entry) {
        return entry instanceof Profile profile && profile.owner() != null
                ? List.of(
                        Keys.privateProfileNumber(profile.owner(), profile.number()),
                        Keys.privateProfileOwner(profile.id(), profile.owner()))
                : List.of(Keys.entryNumber(entry.id().kind(), entry.number()));
    }

    /// The items that lead to an entry.
    static List<Map<String, AttributeValue>> pointers(Entry entry) {
        UserId owner = entry instanceof Profile profile ? profile.owner() : null;
        return pointerKeys(entry).stream()
                .map(key -> new ItemBuilder(key)
                        .text(ID, entry.id().value())
                        .text(OWNER, owner == null ? null : owner.value())
                        .build())
                .toList();
    }

    /// Where an item leads.
    static ItemKey pointed(Kind kind, EnhancedDocument pointer) {
        UserId owner = owner(pointer);
        String id = pointer.getString(ID);
        return owner == null ? Keys.entry(kind.id(id)) : Keys.privateProfile(owner, new ProfileId(id));
    }

    /// The id of the entry that an item leads to.
    static EntryId pointedId(Kind kind, EnhancedDocument pointer) {
        return kind.id(pointer.getString(ID));
    }

    static long number(EnhancedDocument item) {
        return item.getNumber(NUMBER).longValue();
    }

    static long version(EnhancedDocument item) {
        return item.getNumber(VERSION).longValue();
    }

    /// One of the counts of a kind's count item, which there is once something was counted.
    static long count(Optional<EnhancedDocument> counts, String name) {
        return counts.filter(item -> item.isPresent(name))
                .map(item -> item.getNumber(name).longValue())
                .orElse(0L);
    }

    static Map<String, AttributeValue> item(Entry entry, long version) {
        ItemBuilder item = new ItemBuilder(key(entry))
                .text(ID, entry.id().value())
                .number(NUMBER, entry.number())
                .number(VERSION, version);
        switch (entry) {
            case Assistant(var _, var _, var card, var model, var prompt, var knowledgeBase, var greeting) ->
                card(item, card)
                        .text(MODEL, model == null ? null : model.value())
                        .text(PROMPT, prompt == null ? null : prompt.value())
                        .text(KNOWLEDGE_BASE, knowledgeBase)
                        .text(GREETING, greeting);
            case Profile(var _, var _, var card, var owner) ->
                card(item, card).text(OWNER, owner == null ? null : owner.value());
            case Model model ->
                item.text(LABEL, model.label())
                        .text(DESCRIPTION, model.description())
                        .text(BEDROCK_MODEL, model.bedrockModelId())
                        .number(CONTEXT_TOKENS, model.contextTokens())
                        .number(MAX_TOKENS, model.maxTokens())
                        .number(TEMPERATURE, model.temperature());
            case Prompt(var _, var _, var label, var content) ->
                item.text(LABEL, label).text(CONTENT, content);
        }
        return item.build();
    }

    static Entry entry(Kind kind, EnhancedDocument item) {
        String id = item.getString(ID);
        long number = number(item);
        return switch (kind) {
            case ASSISTANT -> assistant(new AssistantId(id), number, item);
            case PROFILE -> new Profile(new ProfileId(id), number, card(item), owner(item));
            case MODEL -> model(new ModelId(id), number, item);
            case PROMPT -> new Prompt(new PromptId(id), number, item.getString(LABEL), item.getString(CONTENT));
        };
    }

    private static @Nullable UserId owner(EnhancedDocument item) {
        return item.isPresent(OWNER) ? new UserId(item.getString(OWNER)) : null;
    }

    private static Assistant assistant(AssistantId id, long number, EnhancedDocument item) {
        return new Assistant(
                id,
                number,
                card(item),
                item.isPresent(MODEL) ? new ModelId(item.getString(MODEL)) : null,
                item.isPresent(PROMPT) ? new PromptId(item.getString(PROMPT)) : null,
                item.getString(KNOWLEDGE_BASE),
                item.getString(GREETING));
    }

    private static Model model(ModelId id, long number, EnhancedDocument item) {
        return new Model(
                id,
                number,
                item.getString(LABEL),
                item.getString(DESCRIPTION),
                item.getString(BEDROCK_MODEL),
                item.getNumber(CONTEXT_TOKENS).intValue(),
                item.getNumber(MAX_TOKENS).intValue(),
                item.isPresent(TEMPERATURE) ? item.getNumber(TEMPERATURE).doubleValue() : null);
    }

    private static ItemBuilder card(ItemBuilder item, Card card) {
        return item.text(NAME, card.name())
                .text(LABEL, card.label())
                .text(DESCRIPTION, card.description())
                .text(AVATAR_IMAGE, card.avatarImage());
    }

    private static Card card(EnhancedDocument item) {
        return new Card(
                item.getString(NAME), item.getString(LABEL), item.getString(DESCRIPTION), item.getString(AVATAR_IMAGE));
    }
}
