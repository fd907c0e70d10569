package dev.parley.chatbot;

import dev.parley.http.Json;
import dev.parley.http.Reply;
import java.util.ArrayList;
import java.util.List;

/// What room an answer has left for embedded messages.
final class Room {
    private long left;

    private Room(long left) {
        this.left = left;
    }

    /// The room that `body`, a wire record or several, leaves in an answer.
    static Room beside(Object body) {
        return new Room(Reply.MOST_BYTES - Json.weight(Json.write(body)));
    }

    boolean isNone() {
        return left < 0;
    }

    long left() {
        return left;
    }

    /// Those of the messages, given newest first, that fit into `share`, oldest first.
    <M> List<M> fill(List<M> newestFirst, long share) {
        List<M> fitting = new ArrayList<>();
        long used = 0;
        for (M message : newestFirst) {
            long weight = Json.weight(Json.write(message)) + 1;
            if (used + weight > share) {
                break;
            }
            used += weight;
            fitting.add(message);
        }
        left -= used;
        return fitting.reversed();
    }
}
