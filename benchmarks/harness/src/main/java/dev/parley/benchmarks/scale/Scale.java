package dev.parley.benchmarks.scale;

import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.metered.MeteredParley;
import dev.parley.benchmarks.metered.Sizes;
import dev.parley.benchmarks.report.Section;
import dev.parley.chat.UserId;
import dev.parley.standins.Multiplied;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures lists as owners and their sessions get more, and histories as a session gets longer.
public final class Scale {
    private static final int SESSIONS_EACH = 10;

    private Scale() {}

    /// Measures the calls; the properties `calls` and `largest` say how often at most and up to what size.
    public static Section measure(Stage stage) {
        try (MeteredParley parley = MeteredParley.on(stage)) {
            // First: nobody else may have sessions yet.
            Growth owners = owners(parley);
            Growth lists = lists(parley);
            Growth histories = histories(parley);
            return new Section(
                    "Scale",
                    text(lists, histories, owners),
                    List.of(),
                    Stream.of(lists, histories, owners)
                            .flatMap(growth -> growth.charts().stream())
                            .toList());
        }
    }

    private static Growth owners(MeteredParley parley) {
        Growth growth = new Growth("owners", "owners of ten sessions each");
        UserId owner = talker(parley);
        Probes probes = new Probes(parley, owner);
        Multiplied multiplied = parley.multiplied(owner);
        multiplied.sessions(SESSIONS_EACH);
        int there = 1;
        for (int owners : Sizes.of(1, 10, 100, 1_000)) {
            List<String> others = IntStream.range(there, owners)
                    .mapToObj(_ -> UUID.randomUUID().toString())
                    .toList();
            multiplied.owners(others, SESSIONS_EACH);
            there = owners;
            growth.at(owners, parley, probes.everyones(owners * SESSIONS_EACH));
        }
        return growth;
    }

    private static Growth lists(MeteredParley parley) {
        Growth growth = new Growth("lists", "sessions of the owner");
        UserId owner = talker(parley);
        Probes probes = new Probes(parley, owner);
        Multiplied multiplied = parley.multiplied(owner);
        for (int sessions : Sizes.of(10, 100, 1_000, 10_000)) {
            multiplied.sessions(sessions);
            growth.at(sessions, parley, probes.lists(sessions));
        }
        return growth;
    }

    private static Growth histories(MeteredParley parley) {
        Growth growth = new Growth("histories", "messages of the session");
        UserId owner = talker(parley);
        Probes probes = new Probes(parley, owner);
        Multiplied multiplied = parley.multiplied(owner);
        for (int messages : Sizes.of(10, 100, 1_000, 10_000, 50_000)) {
            multiplied.messages(messages);
            growth.at(messages, parley, probes.histories(messages));
        }
        return growth;
    }

    /// Somebody with one session of one turn.
    private static UserId talker(MeteredParley parley) {
        UserId user = parley.newcomer();
        parley.send(parley.turn(user));
        return user;
    }

    private static String text(Growth lists, Growth histories, Growth owners) {
        return """
            Each cell holds the median and the 99th percentile of a call's time, and its read units. Calls go to
            the function in this process, one at a time, after some that warm it up: up to %s of each, fewer where
            they take longer than a second in all, five at least; of so few the 99th percentile is the slowest.
            Times include DynamoDB Local, in a process of its own, whose speed is not DynamoDB's: how they grow is
            what they tell. Units are counted as in the cost ledger. A page of a list has 10 sessions, a page of a
            history 20 messages, of 0.5 and 1.5 KB in turn. The charts leave out calls that behave like one that
            they show.

            ### Lists, by the sessions of their owner

            All sessions are with one assistant and hold one turn. What a list skips, it reads in the index; a
            filter on anything but the assistant reads the owner's part of the index, whatever page is asked for.
            The chatbot's list carries the newest messages of the sessions that it shows.

            %s
            ### Histories, by the messages of the session

            The chatbot's answer holds the whole conversation as far as it fits into 5 MB, which some 5,000 of these
            messages fill. That its time grows beyond that is DynamoDB Local's doing, which goes through the whole
            session for every page of 1 MB that it returns: the units that DynamoDB bills stay the same.

            %s
            ### Lists, by the owners there are

            Each owner has ten sessions, all with the same assistant. An administrator sees everyone's; the other
            calls are those of one owner, whose ten sessions are one page.

            %s\
            """.formatted(Sample.CALLS, lists.table(), histories.table(), owners.table());
    }
}
