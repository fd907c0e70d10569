package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Details;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.Refusal;
import dev.parley.chat.Retention;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.Times;
import dev.parley.chat.UserId;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Titles of sessions in which something happens between the look at the header and the write of the title.
class DynamoTitleStoreTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.shared().client();
    private static final String TABLE = LocalDynamoDb.shared().freshTableWithoutStream(Template.ofProject());
    private static final Retention DAY = new Retention(1);
    private static final String GIVEN = "Given";

    private final HandClock clock = new HandClock();
    private final Patience patience =
            new Patience(clock, Duration.ofSeconds(10), _ -> clock.moveOn(Duration.ofSeconds(1)));
    private final DynamoChatStore chats = new DynamoChatStore(CLIENT, TABLE, patience, DAY);
    private final DynamoTitleStore titles = titles(CLIENT);
    private final Session session = created(new UserId("user-" + UUID.randomUUID()));

    /// What leaves a session with a title, or never to be given one.
    enum Deed {
        SET {
            @Override
            void in(DynamoTitleStoreTest test) {
                test.change(Change.set("Mine"));
            }
        },
        SET_AND_TAKEN_AWAY {
            @Override
            void in(DynamoTitleStoreTest test) {
                SET.in(test);
                test.change(Change.clear());
            }
        },
        GIVEN_BY_A_TWIN {
            @Override
            void in(DynamoTitleStoreTest test) {
                assertThat(test.titles.entitle(test.session.id(), "Another", test.now()))
                        .isTrue();
            }
        },
        ENDED {
            @Override
            void in(DynamoTitleStoreTest test) {
                test.chats.end(test.session.id(), test.session.owner(), test.now());
            }
        },
        DELETED {
            @Override
            void in(DynamoTitleStoreTest test) {
                test.chats.delete(test.session);
            }
        },
        EXPIRED {
            @Override
            void in(DynamoTitleStoreTest test) {
                test.clock.moveOn(Duration.ofDays(3));
            }
        };

        abstract void in(DynamoTitleStoreTest test);
    }

    @Test
    void aSessionThatLacksATitleIsGivenOneOnce() {
        SessionId id = session.id();
        assertThat(titles.lacksTitle(id)).isTrue();

        assertThat(titles.entitle(id, GIVEN, now())).isTrue();

        assertThat(header()).containsEntry(Attributes.TITLE, Attributes.text(GIVEN));
        assertThat(titles.lacksTitle(id)).isFalse();
        assertThat(titles.entitle(id, "Again", now())).isFalse();
        assertThat(header()).containsEntry(Attributes.TITLE, Attributes.text(GIVEN));
    }

    @ParameterizedTest
    @EnumSource
    void whatHappenedSinceTheLookStays(Deed deed) {
        assertThat(titles.lacksTitle(session.id())).isTrue();
        Instant now = now();
        deed.in(this);
        Map<String, AttributeValue> left = header();

        assertThat(titles.entitle(session.id(), GIVEN, now)).isFalse();

        assertThat(header()).isEqualTo(left);
        assertThat(titles.lacksTitle(session.id())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "EXPIRED", mode = EnumSource.Mode.EXCLUDE)
    void whatTheTransactionInTheWayDidStays(Deed deed) {
        DynamoTitleStore hindered = titles(new InConflict(CLIENT, 1, () -> deed.in(this)));

        assertThat(hindered.entitle(session.id(), GIVEN, now())).isFalse();

        assertThat(header()).doesNotContainValue(Attributes.text(GIVEN));
        assertThat(titles.lacksTitle(session.id())).isFalse();
    }

    @Test
    void aTitleIsWrittenWhenTheTransactionsInTheWayAreOver() {
        assertThat(titles(new InConflict(CLIENT, 3)).entitle(session.id(), GIVEN, now()))
                .isTrue();

        assertThat(header()).containsEntry(Attributes.TITLE, Attributes.text(GIVEN));
    }

    @Test
    void transactionsInTheWayForTooLongAreTooMuch() {
        DynamoTitleStore hindered = titles(new InConflict(CLIENT, 50));

        assertThatExceptionOfType(Refusal.TooBusy.class).isThrownBy(() -> hindered.entitle(session.id(), GIVEN, now()));

        assertThat(titles.lacksTitle(session.id())).isTrue();
    }

    @Test
    void aChangeThatIsLaterThanTheTitleIsNotMadeEarlier() {
        Instant now = now();
        change(Change.keep());
        AttributeValue changed = header().get(Attributes.UPDATED_AT);

        assertThat(titles.entitle(session.id(), GIVEN, now)).isTrue();

        assertThat(changed).isEqualTo(Attributes.time(now.plusSeconds(1)));
        assertThat(header())
                .containsEntry(Attributes.TITLE, Attributes.text(GIVEN))
                .containsEntry(Attributes.UPDATED_AT, changed);
    }

    private DynamoTitleStore titles(DynamoDbClient client) {
        return new DynamoTitleStore(client, TABLE, patience, DAY);
    }

    private Session created(UserId owner) {
        long number = chats.nextNumber(owner);
        Session bare = new Session(
                SessionId.of(owner, number),
                owner,
                number,
                Status.ACTIVE,
                null,
                References.NONE,
                Times.beginning(now()),
                Session.Tally.NOTHING,
                Details.NONE,
                0);
        return chats.find(chats.create(bare, Once.ALWAYS), Excerpt.NONE)
                .orElseThrow()
                .session();
    }

    /// Changes the title, and the rest not, a second later.
    private void change(Change<String> title) {
        clock.moveOn(Duration.ofSeconds(1));
        SessionChanges changes = new SessionChanges(
                title, Change.set(Status.ACTIVE), Change.keep(), References.NONE, DetailChanges.NONE);
        chats.update(session.id(), session.owner(), changes, now());
    }

    private Instant now() {
        return clock.instant();
    }

    private Map<String, AttributeValue> header() {
        return CLIENT.getItem(get -> get.tableName(TABLE).key(Attributes.key(Keys.header(session.id()))))
                .item();
    }
}
