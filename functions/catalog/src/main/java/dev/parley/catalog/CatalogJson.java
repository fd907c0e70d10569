package dev.parley.catalog;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.chat.Assistant;
import dev.parley.chat.CardChanges;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryChanges;
import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.ProfileChanges;
import dev.parley.chat.EntryChanges.PromptChanges;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Kind;
import dev.parley.chat.Model;
import dev.parley.chat.NewEntry;
import dev.parley.chat.Page;
import dev.parley.chat.Profile;
import dev.parley.chat.Prompt;
import dev.parley.chat.Refusal;
import dev.parley.http.Fields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The catalog's bodies: what requests say, and what is answered.
final class CatalogJson {
    private CatalogJson() {}

    static NewEntry newEntry(Kind kind, Fields body) {
        EntryId id =
                body.text("id").map(text -> EntryId.ofNew(kind, "id", text)).orElse(null);
        return new NewEntry(id, changes(kind, body));
    }

    static EntryChanges changes(Kind kind, Fields body) {
        return switch (kind) {
            case ASSISTANT ->
                new AssistantChanges(
                        card(body),
                        body.textChange("model_id").map(text -> ModelId.given("model_id", text)),
                        body.textChange("prompt_id").map(text -> PromptId.given("prompt_id", text)),
                        body.textChange("knowledge_base_id"),
                        body.textChange("greeting"));
            case PROFILE -> new ProfileChanges(card(body));
            case MODEL ->
                new ModelChanges(
                        body.textChange("label"),
                        body.textChange("description"),
                        body.textChange("bedrock_model_id"),
                        body.wholeNumberChange("context_tokens"),
                        body.wholeNumberChange("max_tokens"),
                        body.numberChange("temperature"));
            case PROMPT -> new PromptChanges(body.textChange("label"), body.textChange("content"));
        };
    }

    private static CardChanges card(Fields body) {
        return new CardChanges(
                body.textChange("name"),
                body.textChange("label"),
                body.textChange("description"),
                body.textChange("avatar_image"));
    }

    static EntryJson entry(Entry entry) {
        return switch (entry) {
            case Assistant(var id, var number, var card, var model, var prompt, var knowledgeBase, var greeting) ->
                new AssistantJson(
                        id.value(),
                        number,
                        card.name(),
                        card.label(),
                        card.description(),
                        card.avatarImage(),
                        model == null ? null : model.value(),
                        prompt == null ? null : prompt.value(),
                        knowledgeBase,
                        greeting);
            case Profile(var id, var number, var card, var _) ->
                new ProfileJson(id.value(), number, card.name(), card.label(), card.avatarImage(), card.description());
            case Model model ->
                new ModelJson(
                        model.id().value(),
                        model.number(),
                        model.label(),
                        model.description(),
                        model.bedrockModelId(),
                        model.contextTokens(),
                        model.maxTokens(),
                        model.temperature());
            case Prompt(var id, var number, var label, var content) ->
                new PromptJson(id.value(), number, label, content);
        };
    }

    static PageJson page(Page<Entry> page) {
        return new PageJson(
                page.items().stream().map(CatalogJson::entry).toList(),
                new PaginationJson(page.window().page(), page.window().limit(), page.total(), page.pages()));
    }

    static ErrorJson refusal(Refusal refusal) {
        return new ErrorJson(
                switch (refusal) {
                    case Refusal.Invalid invalid -> String.valueOf(invalid.getMessage());
                    case Refusal.Unauthenticated _ -> "Unauthorized";
                    case Refusal.Forbidden _ -> "Forbidden";
                    case Refusal.NotFound missing -> words(missing) + " not found";
                    case Refusal.Conflict conflict ->
                        switch (conflict.reason()) {
                            case ID_TAKEN -> "id is taken";
                            case TWIN_RUNNING, TURN_RUNNING -> "The same request is still running";
                        };
                    case Refusal.BudgetSpent _ -> "The daily token budget has no room for this message";
                    case Refusal.TooBusy _, Refusal.NoAnswer _, Refusal.Unexpected _ -> "Internal Server Error";
                });
    }

    private static String words(Refusal.NotFound missing) {
        String name = missing.thing().name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// An entry as it is shown; what it lacks is `null`.
    sealed interface EntryJson {}

    @JsonNaming(SnakeCaseStrategy.class)
    record AssistantJson(
            String id,
            long number,
            @Nullable String name,
            @Nullable String label,
            @Nullable String description,
            @Nullable String avatarImage,
            @Nullable String modelId,
            @Nullable String promptId,
            @Nullable String knowledgeBaseId,
            @Nullable String greeting)
            implements EntryJson {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ProfileJson(
            String id,
            long number,
            @Nullable String name,
            @Nullable String label,
            @Nullable String avatarImage,
            @Nullable String description)
            implements EntryJson {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ModelJson(
            String id,
            long number,
            @Nullable String label,
            @Nullable String description,
            @Nullable String bedrockModelId,
            int contextTokens,
            int maxTokens,
            @Nullable Double temperature)
            implements EntryJson {}

    @JsonNaming(SnakeCaseStrategy.class)
    record PromptJson(String id, long number, @Nullable String label, String content) implements EntryJson {}

    record PageJson(List<EntryJson> items, PaginationJson pagination) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record PaginationJson(long page, long perPage, long totalItems, long totalPages) {}

    record ErrorJson(String message) {}
}
