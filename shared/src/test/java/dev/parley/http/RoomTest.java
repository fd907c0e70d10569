package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final String BODY = "body";
    private static final long WHOLE = Reply.MOST_BYTES - Json.weight(Json.write(BODY));

    /// A record of this text weighs the text, two quotes that count twice, and a comma.
    private static final long FRAME = 5;

    private final Room room = Room.beside(BODY);

    @Test
    void whatABodyWeighsIsNoLongerThere() {
        assertThat(room.left()).isEqualTo(WHOLE);
        assertThat(room.isNone()).isFalse();
    }

    @Test
    void aBodyBeyondTheLimitLeavesNone() {
        assertThat(Room.beside("x".repeat((int) Reply.MOST_BYTES - 4)).isNone()).isFalse();
        assertThat(Room.beside("x".repeat((int) Reply.MOST_BYTES - 3)).isNone()).isTrue();
    }

    @Test
    void theFirstOrTheLastRecordsFitInTheirOrder() {
        List<String> records = List.of("a", "bb", "ccc");

        assertThat(room.first(records, 2 * FRAME + 3)).containsExactly("a", "bb");
        assertThat(room.first(records, 2 * FRAME + 2)).containsExactly("a");
        assertThat(room.last(records, 2 * FRAME + 5)).containsExactly("bb", "ccc");
        assertThat(room.last(records, 2 * FRAME + 4)).containsExactly("ccc");
        assertThat(room.first(records, 0)).isEmpty();
        assertThat(room.last(records, WHOLE)).isEqualTo(records);
    }

    @Test
    void whatIsTakenIsNoLongerLeft() {
        room.first(List.of("a", "bb"), FRAME + 1);

        assertThat(room.left()).isEqualTo(WHOLE - FRAME - 1);
    }

    @Test
    void quotesCountTwiceAndEmojiAsTwoEscapes() {
        List<String> quotes = Collections.nCopies(3, "\"");

        assertThat(room.first(quotes, FRAME + 4)).hasSize(1);
        assertThat(room.first(quotes, FRAME + 3)).isEmpty();
        assertThat(room.first(List.of("😀"), FRAME + 12)).hasSize(1);
        assertThat(room.first(List.of("😀"), FRAME + 11)).isEmpty();
    }

    @Test
    void aPageThatNoAnswerCarriesIsRefusedByTheNameOfItsSize() {
        String longest = "x".repeat((int) Reply.MOST_BYTES - 4);

        assertThat(Room.besidePage("per_page", longest).left()).isZero();
        Refused.asInvalid(
                "per_page must be smaller: what is on this page is too long for one answer",
                () -> Room.besidePage("per_page", longest + "x"));
    }
}
