package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standins.HandClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /sessions`: what is found, in which order, on which page.
class ChatbotListTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final ChatbotUser MANY = ChatbotUser.of(SERVER);
    private static final List<String> NEWEST_FIRST = IntStream.range(0, 23)
            .mapToObj(i -> MANY.createTitled("session " + i))
            .toList()
            .reversed();

    private final ChatbotUser ada = ChatbotUser.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theListShowsWhatTheDocumentSays() {
        String id = ada.createTitled("Listed");
        ada.say(id, "user", "hello").as(200);
        ada.put(id, "{\"metadata\": {\"a\": 1}, \"feedback\": {\"rating\": 3}, \"endTime\": \"2030-01-01T00:00:00Z\"}")
                .as(200);
        JsonNode body = ada.api().get("/sessions").as(200);
        assertThat(body.fieldNames()).toIterable().containsExactlyInAnyOrder("success", "data");
        assertThat(body.path("success").booleanValue()).isTrue();
        JsonNode data = body.path("data");
        assertThat(data.fieldNames()).toIterable().containsExactlyInAnyOrder("results", "paginatorInfo");
        assertThat(data.path("paginatorInfo"))
                .hasToString("{\"count\":1,\"currentPage\":1,\"hasMorePages\":false,\"lastPage\":1,\"limit\":10,"
                        + "\"perPage\":10,\"total\":1}");
        assertThat(data.path("results").path(0)).isEqualTo(ada.session(id));
    }

    @Test
    void aUserWithoutSessionsHasAnEmptyPage() {
        assertThat(ada.list(""))
                .hasToString("{\"results\":[],\"paginatorInfo\":{\"count\":0,\"currentPage\":1,\"hasMorePages\":false,"
                        + "\"lastPage\":1,\"limit\":10,\"perPage\":10,\"total\":0}}");
    }

    @ParameterizedTest
    @CsvSource({
        // limit, skip -> count, currentPage, hasMorePages, lastPage, perPage
        "10,0, 10,1,true,3,10",
        "10,10, 10,2,true,3,10",
        "10,20, 3,3,false,3,10",
        "10,13, 10,2,false,3,10",
        "10,12, 10,2,true,3,10",
        "10,22, 1,3,false,3,10",
        "10,23, 0,3,false,3,10",
        "10,5, 10,1,true,3,10",
        "1,0, 1,1,true,23,1",
        "1,22, 1,23,false,23,1",
        "7,7, 7,2,true,4,7",
        "22,0, 22,1,true,2,22",
        "23,0, 23,1,false,1,23",
        "24,0, 23,1,false,1,24",
        "100,0, 23,1,false,1,100",
        "101,0, 23,1,false,1,100",
        "1000000000,0, 23,1,false,1,100",
        "99999999999999999999999,0, 23,1,false,1,100",
        "10,1000000, 0,100001,false,3,10",
        "100,1000000, 0,10001,false,1,100"
    })
    void thePaginatorCountsPages(
            String limit, int skip, int count, int currentPage, boolean more, int lastPage, int perPage) {
        for (String filter : List.of("", "&status=ACTIVE", "&chatbotId=support", "&startDate=2000-01-01")) {
            String query = "limit=" + limit + "&skip=" + skip + filter;
            assertThat(MANY.list(query).path("paginatorInfo"))
                    .as(query)
                    .hasToString("{\"count\":%d,\"currentPage\":%d,\"hasMorePages\":%s,\"lastPage\":%d,\"limit\":%d,"
                                    .formatted(count, currentPage, more, lastPage, perPage)
                            + "\"perPage\":" + perPage + ",\"total\":23}");
            assertThat(MANY.ids(query))
                    .as(query)
                    .isEqualTo(NEWEST_FIRST.subList(Math.min(skip, 23), Math.min(skip + count, 23)));
        }
    }

    @Test
    void filtersCombine() {
        record Made(String id, String chatbot, String client, String status, String title) {}
        List<Made> made = new ArrayList<>();
        for (String chatbot : List.of("support", "hal_9000")) {
            for (String client : List.of("default", "detective")) {
                for (String status : List.of("ACTIVE", "COMPLETED", "TERMINATED", "SCHEDULED")) {
                    String id = ada.create(chatbot, client);
                    String title = status.equals("ACTIVE") ? "The Door" : "A window";
                    ada.put(id, "{\"status\":\"" + status + "\",\"title\":\"" + title + "\"}")
                            .as(200);
                    made.addFirst(new Made(id, chatbot, client, status, title));
                }
            }
        }
        record Condition(String query, Predicate<Made> meets) {}
        List<List<Condition>> choices = List.of(
                List.of(
                        new Condition("", _ -> true),
                        new Condition("&chatbotId=support", one -> one.chatbot().equals("support")),
                        new Condition("&chatbotId=nobody", _ -> false)),
                List.of(
                        new Condition("", _ -> true),
                        new Condition("&clientId=detective", one -> one.client().equals("detective"))),
                List.of(
                        new Condition("", _ -> true),
                        new Condition("&status=ACTIVE", one -> one.status().equals("ACTIVE")),
                        new Condition("&status=SCHEDULED", one -> one.status().equals("SCHEDULED"))),
                List.of(
                        new Condition("", _ -> true),
                        new Condition("&searchString=DOOR", one -> one.title().equals("The Door"))),
                List.of(
                        new Condition("", _ -> true),
                        new Condition("&startDate=2001-01-01&endDate=2999-12-31T00:00:00Z", _ -> true),
                        new Condition("&startDate=2999-01-01", _ -> false)));
        List<Condition> all = choices.stream()
                .reduce(
                        List.of(new Condition("limit=100", _ -> true)),
                        (sofar, next) -> sofar.stream()
                                .flatMap(left -> next.stream()
                                        .map(right -> new Condition(
                                                left.query() + right.query(),
                                                left.meets().and(right.meets()))))
                                .toList());
        all.forEach(condition -> {
            List<String> expected =
                    made.stream().filter(condition.meets()).map(Made::id).toList();
            assertThat(ada.ids(condition.query())).as(condition.query()).isEqualTo(expected);
            assertThat(ada.list(condition.query())
                            .path("paginatorInfo")
                            .path("total")
                            .intValue())
                    .as(condition.query())
                    .isEqualTo(expected.size());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Trouble with Order 5 | trouble",
                "Trouble with Order 5 | WITH ORDER",
                "Trouble with Order 5 | 5",
                "Äpfel und ÖL | äPFEL UND öl",
                "ΟΔΟΣ ΟΔΥΣΣΕΑΣ | οδος",
                "ΟΔΟΣΑ | ΟΔΟΣ",
                "ПРИВЕТ мир | привет МИР",
                "100%_sure* | %_SURE*",
                "a.c[d](e)+$^?{1} | [D](E)+$^?{1}",
                "back\\slash \"quoted\" | \\SLASH \"Q",
                "a,b&c=d#e;f | B&C=D#E;F",
                "1+1 = 2 | 1+1 =",
                "日本語 👩‍👧 | 本語 👩‍👧",
                "(a+)+$ | (a+)+$"
            })
    void searchFindsTextAnywhereInTheTitleTakenLiterally(String title, String search) {
        String id = ada.createTitled(title);
        ada.createTitled("something else");
        ada.create();
        assertThat(ada.ids("searchString=" + encoded(search))).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", "%", "_", "a.c", "(a+)+$", "null", "abcd", "[a-z]", "\\"})
    void searchKnowsNoPatterns(String search) {
        ada.createTitled("abc");
        ada.createTitled("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
        ada.create();
        assertThat(ada.ids("searchString=" + encoded(search))).isEmpty();
    }

    @Test
    void datesAreInclusive() {
        String first = ada.create();
        String second = ada.create();
        Instant one = createdAt(first);
        Instant two = createdAt(second);
        assertThat(one).isBefore(two);
        List<String> both = List.of(second, first);
        String today = one.toString().substring(0, 10);
        String tomorrow = one.plusSeconds(86_400).toString().substring(0, 10);
        String yesterday = one.minusSeconds(86_400).toString().substring(0, 10);

        assertThat(ada.ids("startDate=" + one)).isEqualTo(both);
        assertThat(ada.ids("startDate=" + one.plusMillis(1))).containsExactly(second);
        assertThat(ada.ids("startDate=" + two)).containsExactly(second);
        assertThat(ada.ids("startDate=" + two.plusMillis(1))).isEmpty();
        assertThat(ada.ids("endDate=" + two)).isEqualTo(both);
        assertThat(ada.ids("endDate=" + two.minusMillis(1))).containsExactly(first);
        assertThat(ada.ids("endDate=" + one)).containsExactly(first);
        assertThat(ada.ids("endDate=" + one.minusMillis(1))).isEmpty();
        assertThat(ada.ids("startDate=" + one + "&endDate=" + one)).containsExactly(first);
        assertThat(ada.ids("startDate=" + two + "&endDate=" + one)).isEmpty();
        assertThat(ada.ids("startDate=" + yesterday + "&endDate=" + tomorrow)).isEqualTo(both);
        assertThat(ada.ids("startDate=" + tomorrow + "&endDate=" + yesterday)).isEmpty();
        assertThat(ada.ids("startDate=" + tomorrow)).isEmpty();
        assertThat(ada.ids("endDate=" + yesterday)).isEmpty();
        if (createdAt(second).toString().startsWith(today)) {
            assertThat(ada.ids("startDate=" + today + "&endDate=" + today)).isEqualTo(both);
        }
        // The same moment, said in another zone.
        String elsewhere = one.atOffset(ZoneOffset.ofHours(5)).toString();
        assertThat(ada.ids("startDate=" + encoded(elsewhere) + "&endDate=" + encoded(elsewhere)))
                .containsExactly(first);
    }

    @Test
    void aDateMeansTheWholeDayInUtc() {
        HandClock clock = new HandClock();
        try (LocalServer server = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), clock)) {
            Map<String, String> made = new TreeMap<>();
            for (String time : List.of(
                    "2026-02-28T00:00:00.000Z",
                    "2026-02-28T23:59:59.999Z",
                    "2026-03-01T00:00:00.000Z",
                    "2026-03-01T23:59:59.999Z",
                    "2026-03-02T00:00:00.000Z")) {
                clock.set(Instant.parse(time));
                made.put(time, new ChatbotUser(ApiClient.signIn(server.address(), "dora")).create());
            }
            ChatbotUser dora = new ChatbotUser(ApiClient.signIn(server.address(), "dora"));
            List<String> all = List.copyOf(made.values()).reversed();
            assertThat(dora.ids("")).isEqualTo(all);
            assertThat(dora.ids("startDate=2026-03-01")).isEqualTo(all.subList(0, 3));
            assertThat(dora.ids("endDate=2026-03-01")).isEqualTo(all.subList(1, 5));
            assertThat(dora.ids("endDate=2026-02-28")).isEqualTo(all.subList(3, 5));
            assertThat(dora.ids("startDate=2026-03-01&endDate=2026-03-01")).isEqualTo(all.subList(1, 3));
            assertThat(dora.ids("startDate=2026-02-28T23:59:59.999Z&endDate=2026-03-01T00:00:00Z"))
                    .isEqualTo(all.subList(2, 4));
            assertThat(dora.ids("startDate=2026-03-01T01:00:00%2B01:00")).isEqualTo(all.subList(0, 3));
        }
    }

    @Test
    void sessionsOfOneMomentAreEachOnOnePage() {
        HandClock clock = new HandClock();
        try (LocalServer server = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), clock)) {
            ChatbotUser finn = new ChatbotUser(ApiClient.signIn(server.address(), "finn"));
            List<String> made =
                    IntStream.range(0, 10).mapToObj(_ -> finn.create()).toList();
            for (String filter : List.of("", "&status=ACTIVE", "&chatbotId=support")) {
                List<String> paged = IntStream.range(0, 4)
                        .mapToObj(page -> finn.ids("limit=3&skip=" + 3 * page + filter))
                        .flatMap(List::stream)
                        .toList();
                assertThat(paged).containsExactlyInAnyOrderElementsOf(made);
            }
        }
    }

    @Test
    void everyoneFindsOnlyTheirOwn() {
        String mine = ada.create();
        ChatbotUser eve = ChatbotUser.of(SERVER);
        String hers = eve.create();
        ada.api()
                .post("/catalog/profiles", "{\"id\": \"adas-profile\", \"name\": \"Ada\"}")
                .as(201);
        ada.create("support", "adas-profile");
        assertThat(ada.ids("")).hasSize(2).contains(mine).doesNotContain(hers);
        assertThat(eve.ids("clientId=adas-profile")).isEmpty();
        assertThat(ChatbotUser.admin(SERVER).ids("")).isEmpty();
    }

    @Test
    void anEmptySearchFindsAll() {
        String id = ada.create();
        assertThat(ada.ids("searchString=")).containsExactly(id);
        assertThat(ada.ids("unknown=1&&")).containsExactly(id);
    }

    @Test
    void totalsFollowEveryChange() {
        String first = ada.createTitled("one");
        ada.createTitled("two");
        ada.end(first).as(200);
        assertThat(Stream.of("", "status=COMPLETED", "status=ACTIVE", "searchString=one", "chatbotId=support")
                        .map(query -> ada.list(query)
                                .path("paginatorInfo")
                                .path("total")
                                .intValue()))
                .containsExactly(2, 1, 1, 1, 2);
        ada.put(first, "{\"title\": null, \"status\": \"ACTIVE\"}").as(200);
        assertThat(Stream.of("status=COMPLETED", "status=ACTIVE", "searchString=one")
                        .map(query -> ada.list(query)
                                .path("paginatorInfo")
                                .path("total")
                                .intValue()))
                .containsExactly(0, 2, 0);
    }

    private Instant createdAt(String id) {
        return Instant.parse(ada.session(id).path("createdAt").asText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
