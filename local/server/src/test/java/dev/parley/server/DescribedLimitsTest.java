package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId;
import dev.parley.chat.Feedback;
import dev.parley.chat.Limit;
import dev.parley.chat.Model;
import dev.parley.chat.NewSession;
import dev.parley.chat.Window;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The descriptions' limits are those of the domain: an answer within them shows only that they are not too narrow.
class DescribedLimitsTest {
    /// Where a limit of the domain counts bytes, it is the most characters that there can be.
    @ParameterizedTest
    @CsvSource({
        "TITLE, chatflow, /components/schemas/TitleChange",
        "TITLE, chatflow, /components/schemas/Session/properties/title",
        "PREVIEW, chatflow, /components/schemas/Session/properties/preview",
        "PREVIEW, chatflow, /paths/~1chat-sessions~1update/post/requestBody/BODY/preview",
        "TITLE, basic, /components/schemas/Title",
        "TITLE, chatbot, /components/schemas/TitleChange",
        "TITLE, chatbot, /components/schemas/SessionFields/properties/title",
        "COMMENT, chatbot, /components/schemas/FeedbackChange/properties/comment",
        "COMMENT, chatbot, /components/schemas/Feedback/properties/comment",
        "CONTENT, chatbot, /components/schemas/Message/properties/content",
        "CONTENT, chatbot, /paths/~1sessions~1chat/post/requestBody/BODY/content",
        "CONTENT, chatbot, /paths/~1sessions~1message/post/requestBody/BODY/message/properties/content",
        "SEARCH, chatbot, /paths/~1sessions/get/parameters/0/schema",
        "PROMPT, character, /components/schemas/SessionChanges/properties/pre_prompt",
        "PROMPT, character, /components/schemas/SessionChanges/properties/post_prompt",
        "PROMPT, character, /components/schemas/Text",
        "LABEL, character, /components/schemas/ShortText",
        "CONTENT, agent, /paths/~1sessions~1history~1update~1{session_id}/post/requestBody/BODY/content",
        "CONTENT, agent, /components/schemas/History/items/properties/content",
        "PROMPT, catalog, /components/schemas/Text",
        "PROMPT, catalog, /components/schemas/PromptChanges/properties/content",
        "LABEL, catalog, /components/schemas/ShortText"
    })
    void aTextMayBeAsLongAsTheDomainTakes(Limit limit, String group, String pointer) {
        int most = at(group, pointer + "/maxLength").intValue();

        assertThat(limit.admits("x".repeat(most))).as("%d characters", most).isTrue();
        assertThat(limit.admits("x".repeat(most + 1)))
                .as("%d characters", most + 1)
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void aNumberIsTheDomains(Number number, String group, String pointer) {
        assertThat(at(group, pointer).decimalValue())
                .as(group + pointer)
                .isEqualByComparingTo(new BigDecimal(number.toString()));
    }

    static Stream<Arguments> aNumberIsTheDomains() {
        String model = "/components/schemas/ModelChanges/properties/";
        String results = "/paths/~1sessions~1create/post/parameters/1/schema/";
        return Stream.of(
                Arguments.of(Window.MAX_SKIP, "chatbot", "/paths/~1sessions/get/parameters/7/schema/maximum"),
                Arguments.of(Window.MAX_SKIP, "agent", "/components/parameters/Skip/schema/maximum"),
                Arguments.of(Window.MAX_LIMIT, "agent", "/components/schemas/History/maxItems"),
                Arguments.of(
                        Window.MAX_LIMIT, "character", "/components/schemas/Pagination/properties/per_page/maximum"),
                Arguments.of(Window.MAX_LIMIT, "chatbot", "/components/schemas/PaginatorInfo/properties/limit/maximum"),
                Arguments.of(NewSession.MAX_CONTEXT_RESULTS, "agent", results + "maximum"),
                Arguments.of(NewSession.DEFAULT_CONTEXT_RESULTS, "agent", results + "default"),
                Arguments.of(
                        Feedback.MAX_RATING, "chatbot", "/components/schemas/FeedbackChange/properties/rating/maximum"),
                Arguments.of(
                        Details.MAX_DISPLAY_COUNT,
                        "chatflow",
                        "/paths/~1chat-sessions~1update/post/requestBody/BODY/messageCount/maximum"),
                Arguments.of(EntryId.MAX_LENGTH, "catalog", "/components/schemas/Id/maxLength"),
                Arguments.of(Model.MIN_CONTEXT_TOKENS, "catalog", model + "context_tokens/minimum"),
                Arguments.of(Model.MAX_CONTEXT_TOKENS, "catalog", model + "context_tokens/maximum"),
                Arguments.of(Model.DEFAULT_CONTEXT_TOKENS, "catalog", model + "context_tokens/default"),
                Arguments.of(Model.MAX_MAX_TOKENS, "catalog", model + "max_tokens/maximum"),
                Arguments.of(Model.DEFAULT_MAX_TOKENS, "catalog", model + "max_tokens/default"));
    }

    private static JsonNode at(String group, String pointer) {
        JsonNode value = DescribedOperation.description(group)
                .at(pointer.replace("/BODY/", "/content/application~1json/schema/properties/"));
        assertThat(value.isNumber()).as(group + pointer + " is a number").isTrue();
        return value;
    }
}
