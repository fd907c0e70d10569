package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a session gets when the model gives no title, and what it costs when nobody asks it.
class TitleFailuresTest {
    private static final TitleStage STAGE = TitleStage.open();

    private final ChatbotUser ada = STAGE.user();

    @AfterAll
    static void close() {
        STAGE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!title !error 400",
                "!title !error 403",
                "!title !error 404",
                "!title !empty",
                "!title ***",
            })
    void aModelThatRefusesOrTalksNonsenseLeavesTheStartOfTheFirstMessage(String said) {
        String id = ada.create();
        ada.chat(id, said).as(200);

        STAGE.drain();

        assertThat(STAGE.requests("<user>" + said + "<")).hasSize(1);
        assertThat(ada.session(id).path("title").textValue()).isEqualTo(said);
    }

    @Test
    void aTitleThatGetsTooLongForTheModelsAnswerIsTheStartOfTheFirstMessage() {
        String id = ada.create();
        ada.chat(id, "!title " + "so much to say ".repeat(200)).as(200);

        STAGE.drain();

        assertThat(ada.session(id).path("title").textValue())
                .isEqualTo("!title so much to say so much to say so much to say so much");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!title !throttle", "!title !error 503", "!title !reset"})
    void aModelThatFailsForNowIsAskedAgainByTheStreamAndTheOthersGetTheirTitles(String said) {
        String before = ada.create();
        String failing = ada.create();
        String after = ada.create();
        ada.chat(before, "!title Before").as(200);
        ada.chat(failing, said).as(200);
        ada.chat(after, "!title After").as(200);

        STAGE.drain();

        assertThat(ada.session(before).path("title").textValue()).isEqualTo("Before");
        assertThat(ada.session(failing).has("title")).isFalse();
        assertThat(ada.session(after).path("title").textValue()).isEqualTo("After");
        assertThat(STAGE.requests("<user>" + said + "<")).hasSizeGreaterThan(10);
    }

    @Test
    void aTitleTakesNothingOfItsOwnersTokenBudget() {
        try (TitleStage counting = TitleStage.open(Map.of("PARLEY_DAILY_TOKEN_BUDGET", "1000000"), Clock.systemUTC())) {
            ChatbotUser user = counting.user();
            user.chat(user.create(), "!title For nothing").as(200);
            List<Map<String, AttributeValue>> before = tokens(counting, user);

            counting.drain();

            assertThat(counting.requests("!title For nothing")).hasSize(1);
            assertThat(tokens(counting, user)).hasSize(1).isEqualTo(before);
        }
    }

    @Test
    void switchedOffNobodyIsAskedAndSessionsAreSweptAllTheSame() {
        try (TitleStage without = TitleStage.open(Map.of("PARLEY_GENERATE_TITLES", "false"), Clock.systemUTC())) {
            ChatbotUser user = without.user();
            String id = user.create();
            String deleted = user.create();
            user.chat(id, "!title Switched off").as(200);
            user.chat(deleted, "!title Switched off").as(200);
            user.api().delete("/sessions/delete/" + deleted).as(200);

            without.drain();

            assertThat(without.requests("!title Switched off")).isEmpty();
            assertThat(user.session(id).has("title")).isFalse();
            assertThat(without.swept().sorts(deleted)).isEmpty();
        }
    }

    private static List<Map<String, AttributeValue>> tokens(TitleStage stage, ChatbotUser user) {
        return stage
                .swept()
                .client()
                .queryPaginator(query -> query.tableName(Database.TABLE)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :tokens)")
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS("USER#" + user.api().sub()),
                                ":tokens", AttributeValue.fromS("TOKENS#"))))
                .items()
                .stream()
                .toList();
    }
}
