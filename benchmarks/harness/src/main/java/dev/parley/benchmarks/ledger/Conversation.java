package dev.parley.benchmarks.ledger;

import dev.parley.benchmarks.metered.Event;
import dev.parley.benchmarks.metered.MeteredParley;
import dev.parley.benchmarks.traffic.Texts;
import dev.parley.chat.UserId;
import dev.parley.standins.Meter;
import dev.parley.standins.Multiplied;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A user of ten sessions, the first of which has details and holds so many messages. The others hold one turn, or
/// one message if the first has no more.
final class Conversation {
    static final String TURN = "chatbot/chat";
    static final String APPEND = "agent/update-history";

    private static final String APPEND_AND_SHOW = "chatbot/message";
    private static final List<String> GROUPS = List.of("basic", "chatflow", "chatbot", "character", "agent");
    private static final int SESSIONS = 10;

    private final MeteredParley parley;
    private final UserId user;
    private final Runnable restore;

    Conversation(MeteredParley parley, int messages) {
        this.parley = parley;
        this.user = parley.newcomer();
        parley.send(messages == 1 ? append(Texts.QUESTION) : parley.turn(user));
        Multiplied multiplied = parley.multiplied(user);
        multiplied.sessions(SESSIONS);
        multiplied.messages(messages);
        restore = multiplied.restoring();
    }

    /// What each operation takes, by its name, the turn first.
    SequencedMap<String, Meter.Bill> bills() {
        SequencedMap<String, Meter.Bill> bills = new LinkedHashMap<>();
        bills.put(TURN, turn());
        GROUPS.stream()
                .flatMap(group -> parley.operations(group).stream())
                .forEach(operation -> bills.computeIfAbsent(operation, this::bill));
        return bills;
    }

    Meter.Bill turn() {
        return bill(TURN);
    }

    /// What an operation takes. Then everything of the user's is as it was.
    private Meter.Bill bill(String operation) {
        Meter.Bill bill = parley.bill(event(operation));
        restore.run();
        return bill;
    }

    /// An operation's event; where something is said, it has the size that is measured.
    private Event event(String operation) {
        return switch (operation) {
            case TURN -> parley.turn(user);
            case APPEND -> append(Texts.MESSAGE);
            case APPEND_AND_SHOW ->
                parley.event(operation, user)
                        .carrying("{\"message\": {\"role\": \"user\", \"content\": \"" + Texts.MESSAGE + "\"}}");
            default -> parley.event(operation, user);
        };
    }

    private Event append(String text) {
        return parley.event(APPEND, user).carrying("{\"role\": \"user\", \"content\": \"" + text + "\"}");
    }
}
