package dev.parley.standins;

import dev.parley.standins.LocalBedrock.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The newest requests, whatever became of them.
final class Calls {

    private static final int MOST = 1_000;

    private final Deque<Call> newestFirst = new ArrayDeque<>();

    synchronized void add(Call call) {
        if (newestFirst.size() == MOST) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(call);
    }

    synchronized List<Call> newest(int last) {
        return newestFirst.stream().limit(Math.max(0, last)).toList();
    }
}
