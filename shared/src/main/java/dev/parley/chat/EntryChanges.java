package dev.parley.chat;

import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.PromptId;
import java.math.BigDecimal;

/// What a request says of the fields of an entry, new or not; all of it within the limits.
public sealed interface EntryChanges {
    Kind kind();

    /// The entry, which is of this kind, after the changes.
    Entry applyTo(Entry entry);

    /// What is said of an assistant.
    record AssistantChanges(
            CardChanges card,
            Change<ModelId> model,
            Change<PromptId> prompt,
            Change<String> knowledgeBase,
            Change<String> greeting)
            implements EntryChanges {
        static final String MODEL = "model_id";
        static final String PROMPT = "prompt_id";
        static final String KNOWLEDGE_BASE = "knowledge_base_id";

        public AssistantChanges {
            Limit.LABEL.check(KNOWLEDGE_BASE, knowledgeBase);
            Limit.PROMPT.check("greeting", greeting);
        }

        @Override
        public Kind kind() {
            return Kind.ASSISTANT;
        }

        @Override
        public Assistant applyTo(Entry entry) {
            Assistant before = (Assistant) entry;
            return new Assistant(
                    before.id(),
                    before.number(),
                    card.applyTo(before.card()),
                    model.applyTo(before.model()),
                    prompt.applyTo(before.prompt()),
                    knowledgeBase.applyTo(before.knowledgeBase()),
                    greeting.applyTo(before.greeting()));
        }
    }

    /// What is said of a profile.
    record ProfileChanges(CardChanges card) implements EntryChanges {
        @Override
        public Kind kind() {
            return Kind.PROFILE;
        }

        @Override
        public Profile applyTo(Entry entry) {
            Profile before = (Profile) entry;
            return new Profile(before.id(), before.number(), card.applyTo(before.card()), before.owner());
        }
    }

    /// What is said of a model. A budget that is cleared goes back to its default.
    record ModelChanges(
            Change<String> label,
            Change<String> description,
            Change<String> bedrockModelId,
            Change<Integer> contextTokens,
            Change<Integer> maxTokens,
            Change<BigDecimal> temperature)
            implements EntryChanges {
        static final String BEDROCK_MODEL = "bedrock_model_id";
        private static final int MAX_DECIMALS = 6;

        public ModelChanges {
            Limit.LABEL.check("label", label);
            Limit.PROMPT.check("description", description);
            Limit.LABEL.check(BEDROCK_MODEL, bedrockModelId);
            contextTokens.ifSet(
                    tokens -> range("context_tokens", tokens, Model.MIN_CONTEXT_TOKENS, Model.MAX_CONTEXT_TOKENS));
            maxTokens.ifSet(tokens -> range("max_tokens", tokens, 1, Model.MAX_MAX_TOKENS));
            temperature.ifSet(ModelChanges::checkTemperature);
        }

        @Override
        public Kind kind() {
            return Kind.MODEL;
        }

        @Override
        public Model applyTo(Entry entry) {
            Model before = (Model) entry;
            return new Model(
                    before.id(),
                    before.number(),
                    label.applyTo(before.label()),
                    description.applyTo(before.description()),
                    bedrockModelId.applyTo(before.bedrockModelId()),
                    contextTokens.applyTo(before.contextTokens(), Model.DEFAULT_CONTEXT_TOKENS),
                    maxTokens.applyTo(before.maxTokens(), Model.DEFAULT_MAX_TOKENS),
                    temperature.map(BigDecimal::doubleValue).applyTo(before.temperature()));
        }

        private static void range(String field, int value, int least, int most) {
            if (value < least || value > most) {
                throw new Refusal.Invalid(field, "must be from " + least + " to " + most);
            }
        }

        private static void checkTemperature(BigDecimal value) {
            if (value.signum() < 0
                    || value.compareTo(BigDecimal.ONE) > 0
                    || value.stripTrailingZeros().scale() > MAX_DECIMALS) {
                throw new Refusal.Invalid("temperature", "must be from 0 to 1, with at most 6 decimals");
            }
        }
    }

    /// What is said of a prompt, whose content cannot be cleared and says something.
    record PromptChanges(Change<String> label, Change<String> content) implements EntryChanges {
        static final String CONTENT = "content";

        public PromptChanges {
            Limit.LABEL.check("label", label);
            Limit.PROMPT.check(CONTENT, content);
            if (content instanceof Change.Clear) {
                throw new Refusal.Invalid(CONTENT, "must not be null");
            }
            content.ifSet(text -> {
                if (Blank.is(text)) {
                    throw new Refusal.Invalid(CONTENT, "must not be blank");
                }
            });
        }

        @Override
        public Kind kind() {
            return Kind.PROMPT;
        }

        @Override
        public Prompt applyTo(Entry entry) {
            Prompt before = (Prompt) entry;
            return new Prompt(
                    before.id(),
                    before.number(),
                    label.applyTo(before.label()),
                    content.applyTo(before.content(), before.content()));
        }
    }
}
