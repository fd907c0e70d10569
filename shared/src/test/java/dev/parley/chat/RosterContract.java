package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Order.By;
import dev.parley.chat.Order.Direction;
import dev.parley.chat.Session.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which sessions a roster shows, and in which order. Each test has assistants of its own, for a roster of
/// everyone's shows what other tests made.
interface RosterContract extends ContractPart {
    List<Order> ORDERS = Arrays.stream(By.values())
            .flatMap(by -> Arrays.stream(Direction.values()).map(direction -> new Order(by, direction)))
            .toList();

    @Test
    default void everyRosterIsThatOfTheReferenceInEveryOrder() {
        long seed = Seed.ofThisRun("random rosters");
        SplittableRandom random = new SplittableRandom(seed);
        List<UserId> owners = List.of(owner(), new UserId(owner().value() + "-other"));
        List<AssistantId> assistants = List.of(assistant("one"), assistant("two"), assistant("nobodys"));
        ChatStore reference = new InMemoryChatStore(clock());
        for (int number = 1; number <= 40; number++) {
            AssistantId with = random.nextInt(4) == 0 ? null : assistants.get(random.nextInt(2));
            Instant created = now().plusMillis(random.nextInt(12));
            Session session = session(owners.get(random.nextInt(2)), number, with, created);
            long spoken = random.nextInt(24);
            boolean deleted = random.nextInt(8) == 0;
            for (ChatStore one : List.of(store(), reference)) {
                one.create(session, Once.ALWAYS);
                if (spoken < 12) {
                    one.append(session, Utterance.ofUser("text"), now().plusMillis(spoken), Once.ALWAYS);
                }
                if (deleted) {
                    one.delete(
                            one.find(session.id(), Excerpt.NONE).orElseThrow().session());
                }
            }
        }
        for (Roster roster : rosters(owners, assistants)) {
            for (Order order : ORDERS) {
                for (int i = 0; i < 4; i++) {
                    Window window = new Window(random.nextLong(6) * random.nextLong(6), random.nextInt(1, 20));
                    eventually(() -> assertThat(store().roster(roster, order, window))
                            .as("parley.seed=%d: %s, %s, %s", seed, roster, order, window)
                            .isEqualTo(reference.roster(roster, order, window)));
                }
            }
        }
    }

    @Test
    default void aRosterOfAnyUserOrAssistantThatIsUnknownIsEmpty() {
        created();
        UserId longest = new UserId("ü".repeat(1_024));
        UserId longer = new UserId("ü".repeat(1_024) + "x");
        for (Order order : ORDERS) {
            for (Roster roster : rosters(List.of(longest, longer), List.of(assistant("nobodys")))) {
                assertThat(store().roster(roster, order, new Window(0, 10))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void newestFirstSkipsNoneThatWasThereWhileTheOwnerCreates(By by) {
        for (Roster roster : rosters(List.of(owner()), List.of(assistant("one")))) {
            List<SessionId> atTheStart = createdOneByOne(20);

            assertThat(leafedThrough(roster, new Order(by, Direction.NEWEST_FIRST)))
                    .as("%s", roster)
                    .containsAll(atTheStart);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void oldestFirstShowsEachOnceWhileTheOwnerCreates(By by) {
        for (Roster roster : rosters(List.of(owner()), List.of(assistant("one")))) {
            List<SessionId> atTheStart = createdOneByOne(20);

            assertThat(leafedThrough(roster, new Order(by, Direction.OLDEST_FIRST)))
                    .as("%s", roster)
                    .doesNotHaveDuplicates()
                    .containsAll(atTheStart);
        }
    }

    @Test
    default void whatIsSaidMovesASessionInTheOrderOfActivityOnly() {
        List<SessionId> ids = createdOneByOne(3);
        clock().moveOn(Duration.ofMillis(1));
        append(store().find(ids.getFirst(), Excerpt.NONE).orElseThrow().session(), "text");
        List<SessionId> moved = List.of(ids.get(1), ids.get(2), ids.get(0));

        for (Roster roster : rosters(List.of(owner()), List.of(assistant("one")))) {
            eventually(() -> {
                assertThat(page(roster, new Order(By.CREATED, Direction.OLDEST_FIRST), 0))
                        .isEqualTo(ids);
                assertThat(page(roster, new Order(By.LAST_ACTIVE, Direction.OLDEST_FIRST), 0))
                        .isEqualTo(moved);
                assertThat(page(roster, new Order(By.LAST_ACTIVE, Direction.NEWEST_FIRST), 0))
                        .isEqualTo(moved.reversed());
            });
        }
    }

    /// What a client sees that turns page after page until one is empty, while as many pages as there were at first
    /// get a session more each.
    private List<SessionId> leafedThrough(Roster roster, Order order) {
        List<SessionId> shown = new ArrayList<>();
        int pages = 0;
        for (List<SessionId> page = page(roster, order, 0); !page.isEmpty(); page = page(roster, order, 7 * pages)) {
            shown.addAll(page);
            if (pages < 3) {
                SessionId latest = createdOneByOne(1).getFirst();
                Order newestFirst = new Order(By.CREATED, Direction.NEWEST_FIRST);
                eventually(() -> assertThat(page(roster, newestFirst, 0)).contains(latest));
            }
            pages++;
        }
        return shown;
    }

    private List<SessionId> page(Roster roster, Order order, int skip) {
        return store().roster(roster, order, new Window(skip, 7)).stream()
                .map(Listed::id)
                .toList();
    }

    private List<SessionId> createdOneByOne(int sessions) {
        List<SessionId> ids = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            clock().moveOn(Duration.ofMillis(3));
            Session session = session(owner(), store().nextNumber(owner()), assistant("one"), now());
            ids.add(store().create(session, Once.ALWAYS));
        }
        return ids;
    }

    private AssistantId assistant(String name) {
        return new AssistantId(owner().value() + "-" + name);
    }

    private static List<Roster> rosters(List<UserId> owners, List<AssistantId> assistants) {
        Stream<Roster> ofOwners = owners.stream().map(Roster.OfOwner::new);
        Stream<Roster> ofOwnersWith = owners.stream()
                .flatMap(owner -> assistants.stream().map(assistant -> new Roster.OfOwnerWith(owner, assistant)));
        Stream<Roster> with = assistants.stream().map(Roster.With::new);
        return Stream.of(ofOwners, ofOwnersWith, with).flatMap(one -> one).toList();
    }

    private static Session session(UserId owner, long number, @Nullable AssistantId assistant, Instant created) {
        return new Session(
                SessionId.of(owner, number),
                owner,
                number,
                Status.ACTIVE,
                null,
                new References(assistant, null, null, null),
                Times.beginning(created),
                Tally.NOTHING,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
    }
}
