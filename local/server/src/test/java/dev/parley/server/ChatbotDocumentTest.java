package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The chatbot API's document, operation by operation and field by field.
class ChatbotDocumentTest {
    private static final LocalServer SERVER = ChatbotUser.server();

    private final ChatbotUser ada = ChatbotUser.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void createAnswersTheNewSession() {
        Instant before = Instant.now().minusMillis(1);
        JsonNode body = ada.api()
                .post(
                        "/sessions",
                        ChatbotUser.newSession("support", "default")
                                .put("title", "Trouble with my order")
                                .toString())
                .as(201);

        assertThat(names(body)).containsExactlyInAnyOrder("success", "message", "data");
        assertThat(body.path("success").isBoolean() && body.path("success").booleanValue())
                .isTrue();
        assertThat(body.path("message").textValue()).isNotBlank();
        JsonNode data = body.path("data");
        assertThat(names(data))
                .containsExactlyInAnyOrder(
                        "id",
                        "chatbotId",
                        "clientId",
                        "title",
                        "startTime",
                        "status",
                        "messages",
                        "messageCount",
                        "createdAt",
                        "updatedAt");
        assertThat(data.path("id").textValue()).matches("[0-9a-f]{24}");
        assertThat(data.path("chatbotId").textValue()).isEqualTo("support");
        assertThat(data.path("clientId").textValue()).isEqualTo("default");
        assertThat(data.path("title").textValue()).isEqualTo("Trouble with my order");
        assertThat(data.path("status").textValue()).isEqualTo("ACTIVE");
        assertThat(data.path("messages").isArray()).isTrue();
        assertThat(data.path("messages")).isEmpty();
        assertThat(data.path("messageCount").intValue()).isZero();
        assertThat(time(data, "createdAt")).isBetween(before, Instant.now());
        assertThat(data.path("startTime")).isEqualTo(data.path("createdAt"));
        assertThat(data.path("updatedAt")).isEqualTo(data.path("createdAt"));
    }

    @Test
    void aSessionWithoutATitleHasNoSuchField() {
        assertThat(names(ada.session(ada.create()))).doesNotContain("title", "endTime", "metadata", "feedback");
        JsonNode cleared = ada.api()
                .post(
                        "/sessions",
                        ChatbotUser.newSession("support", "default")
                                .putNull("title")
                                .toString())
                .as(201);
        assertThat(names(cleared.path("data"))).doesNotContain("title");
    }

    @ParameterizedTest
    @CsvSource({"nobody, default, Chatbot", "support, nobody, Client"})
    void aChatbotOrClientThatIsNotThereIsNotFound(String chatbot, String client, String named) {
        Answer answer = ada.api()
                .post("/sessions", ChatbotUser.newSession(chatbot, client).toString());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"success\":false,\"message\":\"" + named + " not found\"}");
        assertThat(ada.list("").path("paginatorInfo").path("total").intValue()).isZero();
    }

    @Test
    void theClientOfAnotherUserIsNotFound() {
        ada.api()
                .post("/catalog/profiles", "{\"id\": \"adas-own\", \"name\": \"Ada\"}")
                .as(201);
        ada.create("support", "adas-own");
        Answer another = ChatbotUser.of(SERVER)
                .api()
                .post("/sessions", ChatbotUser.newSession("support", "adas-own").toString());
        assertThat(another.status()).isEqualTo(404);
    }

    @Test
    void getAnswersTheSessionWithItsChatbotAndItsClient() {
        String id = ada.createTitled("Order");
        ada.say(id, "user", "Where is it?").as(200);

        Answer answer = ada.get(id);
        JsonNode body = answer.as(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(names(body)).containsExactlyInAnyOrder("success", "data");
        assertThat(body.path("success").booleanValue()).isTrue();
        JsonNode data = body.path("data");
        assertThat(names(data))
                .containsExactlyInAnyOrder(
                        "id",
                        "chatbotId",
                        "clientId",
                        "title",
                        "startTime",
                        "status",
                        "messages",
                        "messageCount",
                        "createdAt",
                        "updatedAt");
        assertThat(data.path("id").textValue()).isEqualTo(id);
        assertThat(data.path("chatbotId").path("id").textValue()).isEqualTo("support");
        assertThat(data.path("chatbotId").path("name").textValue()).isEqualTo("Support");
        assertThat(data.path("chatbotId").path("number").isIntegralNumber()).isTrue();
        assertThat(data.path("clientId").path("id").textValue()).isEqualTo("default");
        assertThat(data.path("clientId").path("name").textValue()).isEqualTo("Default User");
        JsonNode message = data.path("messages").path(0);
        assertThat(names(message)).containsExactlyInAnyOrder("role", "content", "timestamp");
        assertThat(message.path("role").textValue()).isEqualTo("user");
        assertThat(message.path("content").textValue()).isEqualTo("Where is it?");
        assertThat(time(message, "timestamp")).isBetween(time(data, "createdAt"), time(data, "updatedAt"));
    }

    @Test
    void anUpdateAnswersTheSessionAsItIsNow() {
        String id = ada.createTitled("Before");
        String update = """
            {"title": "After", "status": "SCHEDULED", "endTime": "2030-01-01T01:00:00+01:00",
             "feedback": {"rating": 4.5, "comment": "fine"}, "metadata": {"source": "web", "tags": ["a", 1, null]}}\
            """;
        JsonNode body = ada.put(id, update).as(200);

        assertThat(names(body)).containsExactlyInAnyOrder("success", "message", "data");
        JsonNode data = body.path("data");
        assertThat(names(data))
                .containsExactlyInAnyOrder(
                        "id",
                        "chatbotId",
                        "clientId",
                        "title",
                        "startTime",
                        "endTime",
                        "status",
                        "messages",
                        "messageCount",
                        "metadata",
                        "feedback",
                        "createdAt",
                        "updatedAt");
        assertThat(data.path("chatbotId").textValue()).isEqualTo("support");
        assertThat(data.path("clientId").textValue()).isEqualTo("default");
        assertThat(data.path("title").textValue()).isEqualTo("After");
        assertThat(data.path("status").textValue()).isEqualTo("SCHEDULED");
        assertThat(data.path("endTime").textValue()).isEqualTo("2030-01-01T00:00:00.000Z");
        assertThat(data.path("feedback")).hasToString("{\"rating\":4.5,\"comment\":\"fine\"}");
        assertThat(data.path("metadata")).hasToString("{\"source\":\"web\",\"tags\":[\"a\",1,null]}");
        JsonNode read = ada.session(id);
        Stream.of("title", "status", "endTime", "feedback", "metadata", "createdAt", "updatedAt", "startTime")
                .forEach(field -> assertThat(read.path(field)).as(field).isEqualTo(data.path(field)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | 'New' | 'null'",
                "endTime | '2031-05-06T07:08:09.123Z' | 'null'",
                "feedback | {'comment':'ok'} | 'null'",
                "feedback | {'rating':0} | 'null'",
                "metadata | {'a':{'b':[1.50,1e3,true]}} | 'null'",
                "metadata | {} | 'null'",
                "status | 'TERMINATED' | ''"
            },
            quoteCharacter = '`')
    void anUpdateSetsTheFieldThatIsSentAndNoOther(String field, String value, String clearing) {
        String id = ada.createTitled("Old");
        ada.say(id, "user", "hello").as(200);
        String first = """
            {"endTime": "2030-01-01T00:00:00Z", "feedback": {"rating": 1, "comment": "c"}, "metadata": {"k": 1}}\
            """;
        ada.put(id, first).as(200);
        ObjectNode before = ada.session(id).deepCopy();

        String json = value.replace('\'', '"');
        JsonNode after = ada.put(id, "{\"" + field + "\":" + json + "}").as(200).path("data");
        assertThat(after.path(field)).hasToString(json.replace("1e3", "1E+3"));
        assertThat(without(ada.session(id), field, "updatedAt")).isEqualTo(without(before, field, "updatedAt"));
        assertThat(time(after, "updatedAt")).isAfterOrEqualTo(time(before, "updatedAt"));
        if (!clearing.equals("''")) {
            ada.put(id, "{\"" + field + "\":null}").as(200);
            JsonNode cleared = ada.session(id);
            assertThat(names(cleared)).doesNotContain(field);
            assertThat(without(cleared, "updatedAt")).isEqualTo(without(before, field, "updatedAt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"unknown\": 1}", "{\"messages\": [], \"id\": \"x\"}"})
    void anUpdateWithNothingInItChangesNothing(String body) {
        String id = ada.createTitled("Same");
        String before = ada.get(id).text();
        JsonNode answer = ada.put(id, body).as(200);
        assertThat(answer.path("data").path("updatedAt"))
                .isEqualTo(answer.path("data").path("createdAt"));
        assertThat(ada.get(id).text()).isEqualTo(before);
    }

    @Test
    void anyStatusMayFollowAnyOther() {
        String id = ada.create();
        List<String> statuses = List.of("ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED");
        for (String from : statuses) {
            for (String to : statuses) {
                ada.put(id, "{\"status\":\"" + from + "\"}").as(200);
                assertThat(ada.put(id, "{\"status\":\"" + to + "\"}")
                                .as(200)
                                .path("data")
                                .path("status")
                                .textValue())
                        .as("%s to %s", from, to)
                        .isEqualTo(to);
            }
        }
        assertThat(names(ada.session(id))).doesNotContain("endTime");
    }

    @Test
    void endCompletesAnActiveSessionOnce() {
        String id = ada.create();
        JsonNode body = ada.end(id).as(200);
        assertThat(names(body)).containsExactlyInAnyOrder("success", "message", "data");
        JsonNode data = body.path("data");
        assertThat(names(data))
                .containsExactlyInAnyOrder(
                        "id",
                        "chatbotId",
                        "clientId",
                        "startTime",
                        "endTime",
                        "status",
                        "messages",
                        "messageCount",
                        "createdAt",
                        "updatedAt");
        assertThat(data.path("chatbotId").textValue()).isEqualTo("support");
        assertThat(data.path("status").textValue()).isEqualTo("COMPLETED");
        assertThat(time(data, "endTime")).isAfterOrEqualTo(time(data, "startTime"));
        assertThat(data.path("updatedAt")).isEqualTo(data.path("endTime"));

        String before = ada.get(id).text();
        assertThat(ada.end(id).as(404)).hasToString("{\"success\":false,\"message\":\"Active session not found\"}");
        assertThat(ada.get(id).text()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "TERMINATED", "SCHEDULED"})
    void aSessionThatIsNotActiveTakesNoMessage(String status) {
        String id = ada.create();
        ada.put(id, "{\"status\":\"" + status + "\"}").as(200);
        String before = ada.get(id).text();
        assertThat(ada.say(id, "user", "hello").status()).isEqualTo(404);
        assertThat(ada.chat(id, "hello").status()).isEqualTo(404);
        assertThat(ada.end(id).status()).isEqualTo(404);
        assertThat(ada.get(id).text()).isEqualTo(before);

        ada.put(id, "{\"status\":\"ACTIVE\"}").as(200);
        ada.chat(id, "hello").as(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "assistant", "system"})
    void messageAnswersTheSessionWithTheMessage(String role) {
        String id = ada.create();
        JsonNode body = ada.say(id, role, "Hello").as(200);
        assertThat(names(body)).containsExactlyInAnyOrder("success", "message", "data");
        JsonNode data = body.path("data");
        assertThat(data.path("id").textValue()).isEqualTo(id);
        assertThat(data.path("chatbotId").textValue()).isEqualTo("support");
        assertThat(data.path("clientId").textValue()).isEqualTo("default");
        assertThat(data.path("messageCount").intValue()).isEqualTo(1);
        assertThat(data.path("messages")).hasSize(1);
        JsonNode message = data.path("messages").path(0);
        assertThat(names(message)).containsExactlyInAnyOrder("role", "content", "timestamp");
        assertThat(message.path("role").textValue()).isEqualTo(role);
        assertThat(message.path("content").textValue()).isEqualTo("Hello");
        assertThat(time(message, "timestamp")).isEqualTo(time(data, "updatedAt"));
        assertThat(ada.session(id).path("messages")).isEqualTo(data.path("messages"));
    }

    @Test
    void chatAnswersWithTheMessageOfTheAssistant() {
        String id = ada.create();
        JsonNode body = ada.chat(id, "Where is my order?").as(200);
        assertThat(names(body)).containsExactlyInAnyOrder("success", "message", "data");
        JsonNode data = body.path("data");
        assertThat(names(data)).containsExactlyInAnyOrder("role", "content", "timestamp");
        assertThat(data.path("role").textValue()).isEqualTo("assistant");
        assertThat(data.path("content").textValue()).contains("Where is my order?");
        JsonNode session = ada.session(id);
        assertThat(session.path("messages").path(1)).isEqualTo(data);
        assertThat(time(data, "timestamp")).isEqualTo(time(session, "updatedAt"));
    }

    @Test
    void theTimeOfAClientIsShownInUtcWhileTheOrderStays() {
        String id = ada.create();
        List<String> times =
                List.of("2030-06-01T12:00:00.5+02:00", "2001-01-01T00:00:00Z", "2015-01-01T00:00:00.123456-08:00");
        for (String time : times) {
            ObjectNode body = Json.object();
            body.putObject("message").put("role", "user").put("content", time).put("timestamp", time);
            ada.api().post("/sessions/message?sessionId=" + id, body.toString()).as(200);
        }
        JsonNode session = ada.session(id);
        assertThat(ChatbotUser.texts(session.path("messages"), "content")).isEqualTo(times);
        assertThat(ChatbotUser.texts(session.path("messages"), "timestamp"))
                .containsExactly("2030-06-01T10:00:00.500Z", "2001-01-01T00:00:00.000Z", "2015-01-01T08:00:00.123Z");
        assertThat(time(session, "updatedAt")).isBefore(Instant.now().plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩‍👩‍👧‍👦🏳️‍🌈",
                "שלום עולם مرحبا",
                "a\u202Eb\u2066c",
                "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀋",
                "\u00A0 padded \u00A0",
                "  leading, trailing  \n",
                "e\u0301 é",
                "\u001B[31mred\u001B[0m\r\nnext: line\t\u0001\u007F\u0085",
                "\u2028\u2029\uFEFF\uFFFD\uFFFF",
                "<script>alert(1)</script>",
                "'; DROP TABLE sessions; --",
                "${jndi:ldap://x/a} {{7*7}} #{1} %s %n",
                "\"\\/\b\f",
                "{\"a\":1}"
            })
    void textComesBackExactly(String text) {
        String id = ada.createTitled(text);
        ada.say(id, "user", text).as(200);
        ObjectNode update = Json.object();
        update.putObject("feedback").put("comment", text);
        update.putObject("metadata").put(text, text);
        ada.put(id, update.toString()).as(200);
        JsonNode answer = ada.chat(id, "echo " + text).as(200);

        JsonNode session = ada.session(id);
        assertThat(session.path("title").textValue()).isEqualTo(text);
        assertThat(session.path("messages").path(0).path("content").textValue()).isEqualTo(text);
        assertThat(session.path("messages").path(1).path("content").textValue()).isEqualTo("echo " + text);
        assertThat(session.path("feedback").path("comment").textValue()).isEqualTo(text);
        assertThat(session.path("metadata").path(text).textValue()).isEqualTo(text);
        assertThat(answer.path("data").path("content").textValue()).contains(text);
        assertThat(ada.list("").path("results").path(0).path("title").textValue())
                .isEqualTo(text);
    }

    @Test
    void whatTheCatalogNoLongerHasIsShownByItsIdAlone() {
        ChatbotUser admin = ChatbotUser.admin(SERVER);
        admin.api()
                .post(
                        "/catalog/assistants",
                        "{\"id\": \"short-lived\", \"name\": \"Short\", \"model_id\": \"nova-lite\"}")
                .as(201);
        admin.api()
                .post("/catalog/profiles", "{\"id\": \"passer-by\", \"name\": \"Passer-by\"}")
                .as(201);
        String id = ada.create("short-lived", "passer-by");
        ada.chat(id, "hello").as(200);

        admin.api().delete("/catalog/profiles/passer-by").as(204);
        assertThat(ada.chat(id, "without a client").as(404).path("message").textValue())
                .isEqualTo("Client not found");
        admin.api().delete("/catalog/assistants/short-lived").as(204);
        JsonNode session = ada.session(id);
        assertThat(session.path("chatbotId")).hasToString("{\"id\":\"short-lived\",\"name\":null}");
        assertThat(session.path("clientId")).hasToString("{\"id\":\"passer-by\",\"name\":null}");
        JsonNode listed = ada.list("chatbotId=short-lived").path("results").path(0);
        assertThat(listed.path("chatbotId")).isEqualTo(session.path("chatbotId"));
        assertThat(listed.path("clientId")).isEqualTo(session.path("clientId"));
        assertThat(ada.chat(id, "gone").as(404).path("message").textValue()).isEqualTo("Chatbot not found");
        assertThat(ada.contents(id)).hasSize(2).doesNotContain("gone");
        ada.say(id, "user", "a note").as(200);
        assertThat(ada.put(id, "{\"title\":\"kept\"}")
                        .as(200)
                        .path("data")
                        .path("chatbotId")
                        .textValue())
                .isEqualTo("short-lived");
        ada.end(id).as(200);
    }

    @Test
    void aSessionOfAnotherUserIsAnsweredLikeOneThatNeverWas() {
        String id = ada.createTitled("Private");
        ada.say(id, "user", "secret").as(200);
        String before = ada.get(id).text();
        ChatbotUser eve = ChatbotUser.of(SERVER);
        operations().forEach(operation -> {
            Answer foreign = operation.apply(eve, id);
            Answer unknown = operation.apply(eve, ChatbotUser.NOBODYS);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.text()).isEqualTo(unknown.text());
            assertThat(names(foreign.body())).containsExactlyInAnyOrder("success", "message");
        });
        assertThat(eve.list("").path("paginatorInfo").path("total").intValue()).isZero();
        assertThat(ada.get(id).text()).isEqualTo(before);
    }

    @Test
    void anAdministratorReadsEverySessionAndChangesOnlyTheirOwn() {
        String id = ada.createTitled("Private");
        String before = ada.get(id).text();
        ChatbotUser admin = ChatbotUser.admin(SERVER);
        assertThat(admin.get(id).text()).isEqualTo(before);
        operations().skip(1).forEach(operation -> {
            Answer foreign = operation.apply(admin, id);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.text())
                    .isEqualTo(operation.apply(admin, ChatbotUser.NOBODYS).text());
        });
        assertThat(admin.ids("")).isEmpty();
        assertThat(ada.get(id).text()).isEqualTo(before);
    }

    @Test
    void withoutAGoodTokenTheGatewayAnswersEveryOperation() {
        String id = ada.create();
        String before = ada.get(id).text();
        String expired = ApiClient.tokens(SERVER.address(), "username=ada&expires_in=-1")
                .path("access_token")
                .asText();
        for (String token : List.of("", "junk", "a.b.c", expired)) {
            ChatbotUser nobody = new ChatbotUser(new ApiClient(SERVER.address(), token));
            Stream<Answer> answers = Stream.concat(
                    operations().map(operation -> operation.apply(nobody, id)),
                    Stream.of(
                            nobody.api().get("/sessions"),
                            nobody.api()
                                    .post(
                                            "/sessions",
                                            ChatbotUser.newSession("support", "default")
                                                    .toString())));
            answers.forEach(answer -> assertThat(answer.as(401)).hasToString("{\"message\":\"Unauthorized\"}"));
        }
        assertThat(ada.get(id).text()).isEqualTo(before);
    }

    @Test
    void aTokenThatIsNoAccessTokenOpensNothing() {
        String idToken = ApiClient.tokens(SERVER.address(), "username=ada")
                .path("id_token")
                .asText();
        ChatbotUser nobody = new ChatbotUser(new ApiClient(SERVER.address(), idToken));
        assertThat(nobody.api().get("/sessions").as(403)).hasToString("{\"message\":\"Forbidden\"}");
    }

    @Test
    void afterAChangeTheNewestTwentyMessagesAreShownAndAllInAGet() {
        String id = ada.create();
        List<String> said = IntStream.rangeClosed(1, 23)
                .mapToObj(i -> {
                    ada.say(id, i % 2 == 1 ? "user" : "assistant", "message " + i)
                            .as(200);
                    return "message " + i;
                })
                .toList();
        assertThat(ada.contents(id)).isEqualTo(said);
        assertThat(ada.session(id).path("messageCount").intValue()).isEqualTo(23);
        List<JsonNode> others = List.of(
                ada.put(id, "{\"title\": \"long\"}").as(200).path("data"),
                ada.put(id, "{}").as(200).path("data"),
                ada.list("").path("results").path(0),
                ada.end(id).as(200).path("data"));
        others.forEach(session -> {
            assertThat(session.path("messageCount").intValue()).isEqualTo(23);
            assertThat(ChatbotUser.texts(session.path("messages"), "content")).isEqualTo(said.subList(3, 23));
        });
    }

    /// Every operation on a session by its id; reading first.
    private static Stream<BiFunction<ChatbotUser, String, Answer>> operations() {
        return Stream.of(
                ChatbotUser::get,
                (user, id) -> user.put(id, "{\"title\": \"changed\"}"),
                (user, id) -> user.put(id, "{\"metadata\": {}}"),
                (user, id) -> user.put(id, "{}"),
                ChatbotUser::end,
                (user, id) -> user.say(id, "user", "hello"),
                (user, id) -> user.chat(id, "hello"));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        assertThat(new TreeSet<>(names)).hasSameSizeAs(names);
        return names;
    }

    private static JsonNode without(JsonNode session, String... fields) {
        return ((ObjectNode) session.deepCopy()).remove(List.of(fields));
    }

    /// A time as the document shows it: ISO 8601 with milliseconds in UTC.
    private static Instant time(JsonNode object, String field) {
        String text = object.path(field).textValue();
        assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        return Instant.parse(text);
    }
}
