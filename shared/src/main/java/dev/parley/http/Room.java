package dev.parley.http;

import dev.parley.chat.Refusal;
import java.util.List;

/// What room an answer has left for messages, or for other wire records that it may show fewer of.
public final class Room {
    private long left;

    private Room(long left) {
        this.left = left;
    }

    /// The room that `body`, a wire record or several, leaves in an answer.
    public static Room beside(Object body) {
        return new Room(Reply.MOST_BYTES - Json.weight(Json.write(body)));
    }

    /// The room that a page of a list leaves in an answer.
    ///
    /// @param size what the caller calls the page's size
    /// @throws Refusal.Invalid naming `size`, when the page alone is more than an answer can carry
    public static Room besidePage(String size, Object page) {
        Room room = beside(page);
        if (room.isNone()) {
            throw new Refusal.Invalid(size, "must be smaller: what is on this page is too long for one answer");
        }
        return room;
    }

    boolean isNone() {
        return left < 0;
    }

    public long left() {
        return left;
    }

    /// The first of the records that fit into `share`, which they take.
    public <M> List<M> first(List<M> records, long share) {
        int fitting = 0;
        long used = 0;
        for (M next : records) {
            long weight = Json.weight(Json.write(next)) + 1;
            if (used + weight > share) {
                break;
            }
            used += weight;
            fitting++;
        }
        left -= used;
        return records.subList(0, fitting);
    }

    /// The last of the records that fit into `share`, which they take.
    public <M> List<M> last(List<M> records, long share) {
        return first(records.reversed(), share).reversed();
    }
}
