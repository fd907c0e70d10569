package dev.parley.dynamodb;

import dev.parley.chat.ChatStore.Lease;

/// The ids of turns: when one was taken and what it answers, so that no two turns of a session have the same.
final class TurnIds {
    private static final String BETWEEN = "-";

    private TurnIds() {}

    static String of(Lease lease, int asked) {
        return lease.turnId() + BETWEEN + asked;
    }

    /// The seq of the user's message that a turn answers.
    static int asked(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf(BETWEEN) + 1));
    }
}
