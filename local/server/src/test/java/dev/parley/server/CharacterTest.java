package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The character API over HTTP, but for its list and what it refers to.
class CharacterTest {
    private static final HandClock CLOCK = new HandClock();
    private static final LocalServer SERVER = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), CLOCK);
    private static final String BOTH_PROMPTS = """
        ,"pre_prompt":"Remember to talk like HAL 9000.","pre_prompt_enabled":true,\
        "post_prompt":"Always be slightly ominous.","post_prompt_enabled":true\
        """;

    private final CharacterUser ada = CharacterUser.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void createAnswersTheSessionWithWhoTalks() {
        String now = now();
        Answer created = ada.post(CharacterUser.newSession(3, 1, BOTH_PROMPTS));

        assertThat(created.as(201)).isEqualTo(Json.parse("""
            {"id":1,"character_id":3,"user_profile_id":1,"ai_model_id":1,"system_prompt_id":2,
             "pre_prompt":"Remember to talk like HAL 9000.","pre_prompt_enabled":true,
             "post_prompt":"Always be slightly ominous.","post_prompt_enabled":true,
             "start_time":"%1$s","updated_at":"%1$s",
             "character":{"id":3,"name":"HAL 9000","avatar_image":"hal9000.jpg"},
             "user_profile":{"id":1,"name":"Default User"}}\
            """.formatted(now)));
        assertThat(created.header("content-type")).startsWith("application/json");
    }

    @Test
    void getAnswersTheSessionWithAllThatItRefersTo() {
        ObjectNode bare = ada.post(CharacterUser.newSession(1, 2, "")).as(201).deepCopy();
        bare.remove(List.of("character", "user_profile"));
        long id = bare.path("id").longValue();

        ObjectNode expected = bare.setAll((ObjectNode) Json.parse("""
            {"character":{"id":1,"label":"sherlock_holmes","name":"Sherlock Holmes","avatar_image":"sherlock.jpg",
              "description":"The world's only consulting detective..."},
             "user_profile":{"id":2,"label":"detective","name":"Detective","avatar_image":"detective.jpg"},
             "ai_model":{"id":1,"label":"nova-lite",
              "description":"Amazon's Nova Lite model for quick, everyday conversations."},
             "system_prompt":{"id":2,"label":"helpful_assistant",
              "content":"You are a helpful assistant. Answer briefly and to the point."}}\
            """));
        assertThat(ada.session(id)).isEqualTo(expected);
    }

    @Test
    void updateAnswersTheSessionWithoutWhatItRefersTo() {
        ObjectNode before =
                ada.post(CharacterUser.newSession(3, 1, BOTH_PROMPTS)).as(201).deepCopy();
        CLOCK.moveOn(Duration.ofMinutes(45));

        JsonNode updated = ada.put(1, """
            {"ai_model_id":2,"pre_prompt":"Updated pre-prompt for HAL 9000.","post_prompt_enabled":false}\
            """).as(200);

        before.remove(List.of("character", "user_profile"));
        before.put("ai_model_id", 2)
                .put("pre_prompt", "Updated pre-prompt for HAL 9000.")
                .put("post_prompt_enabled", false)
                .put("updated_at", now());
        assertThat(updated).hasToString(before.toString());
        JsonNode read = ada.session(1);
        updated.properties()
                .forEach(field -> assertThat(read.path(field.getKey())).isEqualTo(field.getValue()));
        assertThat(read.at("/ai_model/label").textValue()).isEqualTo("gpt-4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "-                                      | null  | false",
                "`\"pre_prompt\":\"p\"`                 | \"p\" | true",
                "`\"pre_prompt\":\"\"`                  | \"\"  | true",
                "`\"pre_prompt\":null`                  | null  | false",
                "`\"pre_prompt\":\"p\",\"pre_prompt_enabled\":false` | \"p\" | false",
                "`\"pre_prompt_enabled\":true`          | null  | true",
                "`\"pre_prompt\":null,\"pre_prompt_enabled\":true`   | null  | true"
            })
    void aPromptIsEnabledWhereThereIsATextUnlessSomebodySaysOtherwise(String fields, String text, boolean enabled) {
        String more = fields == null ? "" : "," + fields;
        for (String side : List.of("pre", "post")) {
            JsonNode created = ada.post(CharacterUser.newSession(1, 1, more.replace("pre_", side + "_")))
                    .as(201);
            assertThat(created.path(side + "_prompt")).hasToString(text);
            assertThat(created.path(side + "_prompt_enabled").booleanValue()).isEqualTo(enabled);
        }
    }

    @Test
    void aPromptFollowsItsTextUntilItIsSwitched() {
        long id = ada.create(1, 1);
        JsonNode given = ada.put(id, "{\"post_prompt\":\"p\"}").as(200);
        assertThat(given.path("post_prompt_enabled").booleanValue()).isTrue();
        JsonNode cleared = ada.put(id, "{\"post_prompt\":null}").as(200);
        assertThat(cleared.path("post_prompt").isNull()).isTrue();
        assertThat(cleared.path("post_prompt_enabled").booleanValue()).isFalse();

        ada.put(id, "{\"post_prompt_enabled\":false}").as(200);
        JsonNode still = ada.put(id, "{\"post_prompt\":\"q\"}").as(200);
        assertThat(still.path("post_prompt_enabled").booleanValue()).isFalse();
        assertThat(still.path("pre_prompt").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"character_id, 3", "user_profile_id, 3", "ai_model_id, 2", "system_prompt_id, 1"})
    void anUpdateChangesWhatIsNamedAndNothingElse(String field, long number) {
        long id = ada.create(CharacterUser.newSession(1, 1, BOTH_PROMPTS));
        ObjectNode before = ada.put(id, "{}").as(200).deepCopy();

        JsonNode after =
                ada.put(id, Json.object().put(field, number).toString()).as(200);

        assertThat(after).isEqualTo(before.put(field, (int) number));
        JsonNode read = ada.session(id);
        assertThat(read.path(field).longValue()).isEqualTo(number);
        assertThat(read.at("/" + field.replace("_id", "") + "/id").longValue()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"unknown\":1}",
                "{\"id\":7,\"title\":\"x\",\"start_time\":\"x\",\"updated_at\":\"x\",\"owner\":\"x\",\"character\":{}}"
            })
    void anUpdateWithNothingInItChangesNothing(String body) {
        long id = ada.create(CharacterUser.newSession(1, 1, BOTH_PROMPTS));
        String text = ada.get(id).text();
        String guid = ada.asChatbotUser().ids("").getFirst();
        String before = ada.asChatbotUser().get(guid).text();
        CLOCK.moveOn(Duration.ofMinutes(1));

        ada.put(id, body).as(200);

        assertThat(ada.get(id).text()).isEqualTo(text);
        assertThat(ada.asChatbotUser().get(guid).text()).isEqualTo(before);
    }

    @Test
    void deleteDeletesTheSessionForEveryApi() {
        long id = ada.create(1, 1);
        String guid = ada.asChatbotUser().ids("").getFirst();

        assertThat(ada.delete(id).as(200)).hasToString("{\"message\":\"Chat session deleted successfully\"}");

        operations()
                .forEach(operation ->
                        assertThat(operation.apply(ada, id).as(404)).hasToString(CharacterUser.NOT_FOUND));
        ada.asChatbotUser().get(guid).as(404);
        assertThat(ada.total("")).isZero();
        assertThat(ada.create(1, 1)).isEqualTo(id + 1);
    }

    @Test
    void ofAnotherOwnersAndOfNoSessionTheAnswerIsTheSame() {
        ada.create(1, 1);
        long id = ada.create(1, 1);
        String before = ada.get(id).text();
        CharacterUser eve = CharacterUser.of(SERVER);
        eve.create(1, 1);

        operations().forEach(operation -> {
            for (CharacterUser other : List.of(eve, CharacterUser.admin(SERVER))) {
                assertThat(operation.apply(other, id).as(404)).hasToString(CharacterUser.NOT_FOUND);
                assertThat(operation.apply(other, id + 1).as(404)).hasToString(CharacterUser.NOT_FOUND);
            }
        });
        assertThat(ada.get(id).text()).isEqualTo(before);
    }

    @Test
    void withoutAGoodTokenTheGatewayAnswers() {
        long id = ada.create(1, 1);
        for (String token : List.of("", "junk")) {
            CharacterUser nobody = new CharacterUser(new ApiClient(SERVER.address(), token));
            Stream.concat(
                            operations().map(operation -> operation.apply(nobody, id)),
                            Stream.of(
                                    nobody.post(CharacterUser.newSession(1, 1, "")),
                                    nobody.api().get(CharacterUser.SESSIONS)))
                    .forEach(answer -> assertThat(answer.as(401)).hasToString("{\"message\":\"Unauthorized\"}"));
        }
    }

    @Test
    void aRepeatedCreateAnswersTheSameSessionAsItIsNow() {
        String body = CharacterUser.newSession(1, 1, BOTH_PROMPTS);
        JsonNode first = once("key", body).as(201);
        assertThat(once("key", body).as(201)).isEqualTo(first);
        ada.put(1, "{\"character_id\":3,\"post_prompt\":null}").as(200);
        JsonNode now = once("key", body).as(201);
        assertThat(now.at("/character/name").textValue()).isEqualTo("HAL 9000");
        assertThat(now.path("post_prompt").isNull()).isTrue();

        assertThat(once("key", CharacterUser.newSession(1, 1, "")).as(400))
                .hasToString("{\"message\":\"Idempotency-Key was used with another request\"}");
        assertThat(ada.ids("")).containsExactly(1L);
        ada.delete(1).as(200);
        assertThat(once("key", body).as(404)).hasToString(CharacterUser.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩‍👩‍👧‍👦 שלום",
                "\"\\/\b\f\n\u0001",
                " padded ",
                "<script>${jndi:x}</script>",
                "e\u0301 \u202E"
            })
    void aPromptComesBackExactly(String text) {
        String prompts = Json.object()
                .put("pre_prompt", text)
                .put("post_prompt", text + text)
                .toString();
        long id = ada.create(CharacterUser.newSession(1, 1, "," + prompts.substring(1, prompts.length() - 1)));
        assertThat(ada.session(id).path("pre_prompt").textValue()).isEqualTo(text);
        assertThat(ada.list("").at("/items/0/post_prompt").textValue()).isEqualTo(text + text);
    }

    private Answer once(String key, String body) {
        return ada.api().postOnce(key, CharacterUser.SESSIONS, body);
    }

    /// Every operation on a session by its number.
    private static Stream<BiFunction<CharacterUser, Long, Answer>> operations() {
        return Stream.of(
                CharacterUser::get,
                (user, id) -> user.put(id, "{}"),
                (user, id) -> user.put(id, "{\"character_id\":2,\"pre_prompt\":\"x\"}"),
                CharacterUser::delete);
    }

    private static String now() {
        return CLOCK.instant().toString();
    }
}
