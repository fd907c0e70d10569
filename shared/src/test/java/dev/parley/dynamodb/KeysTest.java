package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Hash;
import dev.parley.chat.Kind;
import dev.parley.chat.Refusal;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.standins.Trials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever callers send as ids: no two of them share a key, and none leads into what is another user's.
class KeysTest {
    private static final int IDS = 10_000;
    private static final int MOST_FRAGMENTS = 6;

    /// Users whose names are made of one another's and of what keys are made of.
    private static final List<UserId> USERS = List.of(
            new UserId("ada"),
            new UserId("ada1"),
            new UserId("ada\n1"),
            new UserId("ada#"),
            new UserId("ada#COUNT"),
            new UserId("a"),
            new UserId("SESSION#0123456789abcdef01234567"));

    private static final List<String> FRAGMENTS = List.of(
            "#",
            "|",
            "\0",
            "/",
            "%2F",
            "%23",
            "..",
            ".",
            "-",
            "_",
            "\n",
            " ",
            "+",
            "$",
            ":",
            "é",
            "１",
            "-1",
            "0",
            "1",
            "01",
            "9",
            "a",
            "A",
            "ada",
            "ab",
            "NUMBER",
            "NUMBER#",
            "COUNT",
            "COUNT#",
            "ONCE#",
            "PROFILE#",
            "#PRIVATE#",
            "USER#",
            "CATALOG#",
            "CATALOG#profiles",
            "SESSION",
            "SESSION#",
            "SESSION#DETAILS",
            "SWEPT",
            "MESSAGE#",
            "MESSAGE#0000000001",
            "0000000001",
            "0123456789abcdef01234567",
            "0123456789abcdef");

    private final Map<ItemKey, String> meanings = new HashMap<>();
    private final Map<String, NavigableMap<String, String>> partitions = new HashMap<>();
    private int accepted;

    @BeforeEach
    void keysThatNoIdIsIn() {
        for (UserId user : USERS) {
            mean("last number of " + user, Keys.lastNumber(user));
            mean("count of " + user, Keys.count(user));
        }
        for (Kind kind : Kind.values()) {
            mean("count of " + kind, Keys.entryCount(kind));
        }
    }

    @Test
    void noTwoIdsShareAKeyAndNoneLeadsIntoAnothersPartition() {
        Trials trials = Trials.alwaysInFull("ids make keys of their own");
        Set<String> ids = ids(trials.random(), trials.count(IDS));

        for (String id : ids) {
            sessions(id);
            for (Kind kind : Kind.values()) {
                entries(kind, id);
            }
            for (UserId user : USERS) {
                numbers(user, id);
                mean(
                        "idempotency key " + id + " of " + user,
                        inside(Keys.user(user), Keys.once(user, Hash.sha256(id))));
            }
        }
        spansHoldWhatTheyAreOf(ids);

        trials.tell(ids.size() + " ids of " + USERS.size() + " users, taken " + accepted + " times for something's: "
                + meanings.size() + " keys, none of them shared, none in another's partition");
    }

    /// A session's partition is named by the whole of an id that has the one shape; whose it is, its header says.
    private void sessions(String id) {
        SessionId.parse(id).ifPresent(session -> {
            accepted++;
            String partition = "SESSION#" + id;
            mean("header of " + id, inside(partition, Keys.header(session)));
            mean("details of " + id, inside(partition, Keys.details(session)));
            mean("mark of " + id, inside(partition, Keys.swept(session)));
            mean("first message of " + id, inside(partition, Keys.message(session, 1)));
        });
    }

    private void numbers(UserId user, String id) {
        taken(() -> SessionId.soughtByNumber(user, id)).forEach(session -> {
            assertThat(id).matches("[1-9][0-9]*");
            mean("session " + id + " of " + user, inside("SESSION#" + session.value(), Keys.header(session)));
        });
        if (id.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(id);
            mean(
                    "private profile's number " + number + " of " + user,
                    inside(Keys.user(user), Keys.privateProfileNumber(user, number)));
        }
    }

    private void entries(Kind kind, String id) {
        taken(() -> EntryId.sought(kind, id)).forEach(entry -> {
            assertThat(taken(() -> EntryId.given(kind, "id", id))).containsExactly(entry);
            assertThat(id).matches("[A-Za-z0-9_.-]+");
            mean(kind + " " + id, inside(Keys.catalog(kind), Keys.entry(entry)));
            for (UserId user : USERS) {
                switch (entry) {
                    case AssistantId assistant ->
                        mean("count of " + user + " with " + id, inside(Keys.user(user), Keys.count(user, assistant)));
                    case ProfileId profile -> {
                        mean(
                                "profile " + id + " of " + user,
                                inside(Keys.user(user), Keys.privateProfile(user, profile)));
                        mean(
                                "way to the profile " + id + " of " + user,
                                inside(Keys.catalog(Kind.PROFILE), Keys.privateProfileOwner(profile, user)));
                    }
                    case EntryId.ModelId model -> assertThat(model.value()).isEqualTo(id);
                    case EntryId.PromptId prompt -> assertThat(prompt.value()).isEqualTo(id);
                }
            }
        });
        if (id.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(id);
            mean(kind + " number " + number, inside(Keys.catalog(kind), Keys.entryNumber(kind, number)));
        }
    }

    private void spansHoldWhatTheyAreOf(Set<String> ids) {
        for (String id : ids) {
            taken(() -> ProfileId.given("id", id))
                    .forEach(profile -> assertThat(in(Keys.privateProfileOwners(profile)))
                            .hasSize(USERS.size())
                            .allSatisfy(
                                    meaning -> assertThat(meaning).startsWith("way to the profile " + id + " of ")));
        }
        assertThat(in(Keys.privateProfileOwners()))
                .allSatisfy(meaning -> assertThat(meaning).startsWith("way to the profile "));
        for (Kind kind : Kind.values()) {
            assertThat(in(Keys.entryNumbers(kind)))
                    .isNotEmpty()
                    .allSatisfy(meaning -> assertThat(meaning).startsWith(kind + " number "));
        }
        for (UserId user : USERS) {
            assertThat(in(Keys.privateProfileNumbers(user)))
                    .isNotEmpty()
                    .allSatisfy(meaning -> assertThat(meaning)
                            .startsWith("private profile's number ")
                            .endsWith(" of " + user));
        }
    }

    private List<String> in(KeySpan span) {
        return List.copyOf(partition(span.pk())
                .subMap(span.first(), true, span.last(), true)
                .values());
    }

    /// Sort keys in the order of DynamoDB: by their bytes in UTF-8.
    private NavigableMap<String, String> partition(String pk) {
        return partitions.computeIfAbsent(
                pk,
                _ -> new TreeMap<>(Comparator.comparing(
                        (String key) -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)));
    }

    private static ItemKey inside(String partition, ItemKey key) {
        assertThat(key.pk()).isEqualTo(partition);
        return key;
    }

    private void mean(String meaning, ItemKey key) {
        String other = meanings.putIfAbsent(key, meaning);
        assertThat(other == null ? meaning : other).as("the meaning of " + key).isEqualTo(meaning);
        partition(key.pk()).put(key.sk(), meaning);
    }

    /// What an id is taken for, if it is not refused.
    private <T> List<T> taken(Supplier<T> parser) {
        try {
            T parsed = parser.get();
            accepted++;
            return List.of(parsed);
        } catch (Refusal.NotFound | Refusal.Invalid _) {
            return List.of();
        }
    }

    /// Texts put together from what keys are made of; some are the beginning of one before.
    private static Set<String> ids(RandomGenerator random, int count) {
        Set<String> ids = new LinkedHashSet<>(FRAGMENTS);
        List<String> made = new ArrayList<>(FRAGMENTS);
        while (ids.size() < count) {
            String id = switch (random.nextInt(5)) {
                case 0 -> {
                    String whole = made.get(random.nextInt(made.size()));
                    yield whole.substring(0, random.nextInt(whole.length()) + 1);
                }
                case 1 -> String.format("%016x%08x", random.nextLong(), random.nextInt());
                case 2 -> String.valueOf(random.nextInt(1_000_000));
                default -> joined(random);
            };
            if (ids.add(id)) {
                made.add(id);
            }
        }
        return ids;
    }

    private static String joined(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int fragments = 1 + random.nextInt(MOST_FRAGMENTS); fragments > 0; fragments--) {
            id.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return id.toString();
    }
}
