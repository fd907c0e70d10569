package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The list of the character API, and what its sessions refer to, over HTTP.
class CharacterListTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final CharacterUser ADMIN = CharacterUser.admin(SERVER);
    private static final int LONGEST_PROMPT = 16 * 1024;

    private final CharacterUser ada = CharacterUser.of(SERVER);
    private final String own = UUID.randomUUID().toString();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theListShowsSessionsAsCreateDoesNewestFirst() {
        JsonNode first = ada.post(CharacterUser.newSession(1, 2, ",\"pre_prompt\":\"p\""))
                .as(201);
        JsonNode second = ada.post(CharacterUser.newSession(3, 1, "")).as(201);

        JsonNode list = ada.list("");
        assertThat(list.fieldNames()).toIterable().containsExactly("items", "pagination");
        assertThat(list.path("items")).containsExactly(second, first);
        assertThat(list.path("pagination"))
                .hasToString("{\"page\":1,\"per_page\":20,\"total_items\":2,\"total_pages\":1}");
    }

    @Test
    void aUserWithoutSessionsHasOneEmptyPage() {
        assertThat(ada.list(""))
                .hasToString("{\"items\":[],\"pagination\":"
                        + "{\"page\":1,\"per_page\":20,\"total_items\":0,\"total_pages\":1}}");
    }

    @Test
    void pagesFollowOneAnother() {
        IntStream.range(0, 5).forEach(_ -> ada.create(1, 1));

        assertThat(ada.ids("per_page=2")).containsExactly(5L, 4L);
        assertThat(ada.ids("per_page=2&page=3")).containsExactly(1L);
        assertThat(ada.list("per_page=2&page=2").path("pagination"))
                .hasToString("{\"page\":2,\"per_page\":2,\"total_items\":5,\"total_pages\":3}");
        assertThat(ada.ids("per_page=2&page=500000")).isEmpty();
        assertThat(ada.total("per_page=2&page=500000")).isEqualTo(5);
        assertThat(ada.list("per_page=1000000000").at("/pagination/per_page").longValue())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "character_id=1, 1 2",
        "character_id=3, 3 4",
        "user_profile_id=1, 1 3",
        "user_profile_id=2&character_id=3, 4",
        "character_id=5, ''",
        "character_id=999999, ''",
        "character_id=0, ''",
        "character_id=-1, ''",
        "character_id=99999999999999999999, ''",
        "user_profile_id=999999&character_id=1, ''",
        "ai_model_id=2, 1 2 3 4"
    })
    void aFilterFindsTheSessionsWithBothNumbers(String query, String found) {
        ada.create(1, 1);
        ada.create(1, 2);
        ada.create(3, 1);
        ada.create(3, 2);

        assertThat(ada.ids(query).reversed())
                .map(String::valueOf)
                .containsExactly(found.isEmpty() ? new String[0] : found.split(" "));
        assertThat(ada.total(query)).isEqualTo(found.isEmpty() ? 0 : found.split(" ").length);
        assertThat(CharacterUser.of(SERVER).ids(query)).isEmpty();
    }

    @Test
    void anotherCharacterMovesTheSessionInListsAndTotals() {
        long moved = ada.create(1, 1);
        long stays = ada.create(1, 1);

        ada.put(moved, "{\"character_id\":3}").as(200);
        assertThat(ada.ids("character_id=1")).containsExactly(stays);
        assertThat(ada.total("character_id=1")).isEqualTo(1);
        assertThat(ada.ids("character_id=3")).containsExactly(moved);
        assertThat(ada.total("character_id=3")).isEqualTo(1);
        assertThat(ada.total("")).isEqualTo(2);

        ada.put(moved, "{\"character_id\":3,\"user_profile_id\":2}").as(200);
        assertThat(ada.total("character_id=3")).isEqualTo(1);
        assertThat(ada.ids("user_profile_id=2")).containsExactly(moved);
        ada.put(moved, "{\"character_id\":1}").as(200);
        ada.delete(stays).as(200);
        assertThat(ada.ids("character_id=1")).containsExactly(moved);
        assertThat(ada.total("character_id=1")).isEqualTo(1);
        assertThat(ada.total("character_id=3")).isZero();
    }

    @Test
    void sessionsOfEveryApiAreListedAndWhatTheyLackIsNull() {
        ada.asChatbotUser().create("support", "client-1");
        ada.api().post("/api/chat_sessions", "{\"title\":\"bare\"}").as(201);
        ada.api()
                .post("/chat-sessions/create", "{\"chatflowId\":\"chatflow-guid-12345\"}")
                .as(200);
        ada.api()
                .post("/chat-sessions/create", "{\"chatflowId\":\"of-no-catalog\"}")
                .as(200);
        ada.api().post("/sessions/create?agent_id=agent123", "").as(201);

        JsonNode items = ada.list("").path("items");

        assertThat(items).hasSize(5);
        refersTo(items.path(4), 2, "\"Support\"", 3, "\"Client 1\"");
        refersTo(items.path(3), 0, "", 0, "");
        refersTo(items.path(2), 5, "\"Example chatflow\"", 0, "");
        refersTo(items.path(1), 0, "", 0, "");
        refersTo(items.path(0), 4, "\"Agent 123\"", 0, "");
        for (JsonNode item : items) {
            assertThat(item.path("ai_model_id").isNull()).isTrue();
            assertThat(item.path("system_prompt_id").isNull()).isTrue();
            JsonNode read = ada.session(item.path("id").longValue());
            assertThat(read.path("character_id")).isEqualTo(item.path("character_id"));
            assertThat(read.path("character").path("name"))
                    .isEqualTo(item.path("character").path("name"));
            assertThat(read.path("ai_model").isNull()
                            && read.path("system_prompt").isNull())
                    .isTrue();
            assertThat(ada.put(item.path("id").longValue(), "{}").as(200).path("character_id"))
                    .isEqualTo(item.path("character_id"));
        }
        assertThat(ada.ids("character_id=5")).containsExactly(3L);
    }

    private static void refersTo(JsonNode item, int character, String name, int profile, String profileName) {
        String none = "null";
        assertThat(item.path("character_id")).hasToString(character == 0 ? none : "" + character);
        assertThat(item.path("character"))
                .hasToString(
                        character == 0
                                ? none
                                : "{\"id\":%d,\"name\":%s,\"avatar_image\":null}".formatted(character, name));
        assertThat(item.path("user_profile_id")).hasToString(profile == 0 ? none : "" + profile);
        assertThat(item.path("user_profile"))
                .hasToString(profile == 0 ? none : "{\"id\":%d,\"name\":%s}".formatted(profile, profileName));
    }

    @Test
    void ofDeletedEntriesTheNumbersAreLeft() {
        long character = made(ADMIN, "assistants", "\"name\":\"Brief\"");
        long profile = made(ada, "profiles", "\"name\":\"Mine\"");
        long model = made(ADMIN, "models", "\"label\":\"m\"");
        long prompt = made(ADMIN, "prompts", "\"content\":\"c\"");
        String body = "{\"character_id\":%d,\"user_profile_id\":%d,\"ai_model_id\":%d,\"system_prompt_id\":%d}"
                .formatted(character, profile, model, prompt);
        ObjectNode before =
                ada.api().postOnce("key", CharacterUser.SESSIONS, body).as(201).deepCopy();
        assertThat(before.at("/user_profile/name").textValue()).isEqualTo("Mine");
        assertThat(ada.total("user_profile_id=" + profile)).isEqualTo(1);

        for (String entry : List.of("assistants", "models", "prompts", "profiles")) {
            CharacterUser maker = entry.equals("profiles") ? ada : ADMIN;
            assertThat(maker.api().delete("/catalog/" + entry + "/" + id(entry)).status())
                    .isEqualTo(204);
        }

        before.set("character", Json.parse("{\"id\":%d,\"name\":null,\"avatar_image\":null}".formatted(character)));
        before.set("user_profile", Json.parse("{\"id\":%d,\"name\":null}".formatted(profile)));
        assertThat(ada.list("").path("items")).containsExactly(before);
        assertThat(ada.api().postOnce("key", CharacterUser.SESSIONS, body).as(201))
                .isEqualTo(before);
        JsonNode read = ada.session(1);
        assertThat(read.path("ai_model"))
                .hasToString("{\"id\":%d,\"label\":null,\"description\":null}".formatted(model));
        assertThat(read.path("system_prompt"))
                .hasToString("{\"id\":%d,\"label\":null,\"content\":null}".formatted(prompt));
        assertThat(read.at("/character/description").isNull()).isTrue();
        assertThat(read.path("character").properties()).hasSize(5);
        assertThat(read.path("user_profile").properties()).hasSize(4);
        ada.post(body).as(404);
        assertThat(ada.ids("character_id=" + character)).isEmpty();
    }

    @Test
    void aPrivateProfileIsFoundByItsNumberByItsOwnerAlone() {
        long profile = made(ada, "profiles", "\"name\":\"Mine\"");
        ada.create(1, profile);

        assertThat(ada.session(1).at("/user_profile/name").textValue()).isEqualTo("Mine");
        assertThat(CharacterUser.of(SERVER)
                        .post(CharacterUser.newSession(1, profile, ""))
                        .as(404))
                .hasToString("{\"message\":\"User profile not found\"}");
    }

    @Test
    void aPageThatIsTooLongForOneAnswerAsksForASmallerOne() {
        String prompt = "!" + "\\u0001".repeat(LONGEST_PROMPT - 1);
        String body =
                CharacterUser.newSession(1, 1, ",\"pre_prompt\":\"%1$s\",\"post_prompt\":\"%1$s\"".formatted(prompt));
        IntStream.range(0, 22).forEach(_ -> ada.create(body));

        Answer tooLong = ada.api().get(CharacterUser.SESSIONS + "?per_page=22");
        assertThat(tooLong.as(400))
                .hasToString("{\"message\":\"per_page must be smaller: what is on this page is too long for"
                        + " one answer\"}");
        Answer usual = ada.api().get(CharacterUser.SESSIONS);
        assertThat(usual.as(200).path("items")).hasSize(20);
        assertThat(usual.carried()).isBetween(4_500_000L, 5_000_000L);
        assertThat(ada.session(1).path("pre_prompt").textValue()).hasSize(LONGEST_PROMPT);
    }

    private String id(String kind) {
        return kind + own;
    }

    /// The number of a new catalog entry.
    private long made(CharacterUser maker, String kind, String fields) {
        return maker.api()
                .post("/catalog/" + kind, "{\"id\":\"" + id(kind) + "\"," + fields + "}")
                .as(201)
                .path("number")
                .longValue();
    }
}
