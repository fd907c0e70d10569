package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.Refusal;
import dev.parley.promises.turns.StoredTurns.State;
import dev.parley.promises.turns.Told.Meant;
import dev.parley.standins.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever became of the turns before, the next one tells the model a history that Bedrock takes: the newest text
/// last, before it what was stored, in its order, nothing twice and nothing invented, and as many whole turns of it
/// as the model's context holds.
class ValidHistoryTest {
    private static final int LONGEST = 8;
    private static final List<State> STATES = List.of(State.values());

    @Test
    void everySequenceOfUpToEightTurnsIsFollowedByATurnThatWorks() {
        Trials trials = Trials.of("valid history, every sequence");
        List<List<State>> all = sequences();
        assertThat(all).hasSize(87_380);
        List<List<State>> sequences = trials.some(all);
        Tally wide = new Tally();
        Tally narrow = new Tally();
        try (AskedChats chats = new AskedChats()) {
            AssistantId roomy = chats.assistant("roomy", 8_000);
            sequences.forEach(states -> follow(chats, roomy, states, wide));
            // The newest text and some five more: what does not fit is cut at every place.
            AssistantId cramped = chats.assistant("cramped", 100);
            sequences.forEach(states -> follow(chats, cramped, states, narrow));
        }
        assertThat(wide.whole).isEqualTo(sequences.size());
        assertThat(narrow.whole).isLessThan(sequences.size());
        trials.tell("of the " + all.size() + " sequences of 1 to " + LONGEST + " turns of " + STATES + ": " + wide);
        trials.tell("under a narrow context: " + narrow);
    }

    @Test
    void randomSequencesOfUpToFortyTurnsAreFollowedByATurnThatWorks() {
        Trials trials = Trials.of("valid history, random sequences");
        Tally tally = new Tally();
        try (AskedChats chats = new AskedChats()) {
            List<AssistantId> assistants = RandomTurns.CONTEXTS.stream()
                    .map(tokens -> chats.assistant("context-" + tokens, tokens))
                    .toList();
            RandomTurns random = new RandomTurns(chats, assistants, trials.random());
            for (int i = 0; i < trials.count(20_000); i++) {
                check(chats, random.play(), tally);
            }
            assertThat(tally.whole).isPositive().isLessThan(tally.sequences);
            trials.tell(tally + ", " + random.tally());
        }
    }

    private static void follow(AskedChats chats, AssistantId assistant, List<State> states, Tally tally) {
        StoredTurns turns = chats.begin(assistant, Details.NONE);
        for (int i = 0; i < states.size(); i++) {
            turns.outlast();
            turns.finish(turns.begin(text("question", i), Once.ALWAYS), states.get(i), text("answer", i));
        }
        if (states.getLast() == State.PENDING) {
            JsonNode before = chats.request();
            assertThatExceptionOfType(Refusal.Conflict.class)
                    .isThrownBy(() -> chats.chat(turns, "too early", Once.ALWAYS));
            assertThat(chats.request()).isSameAs(before);
            tally.early++;
            turns.outlast();
        }
        check(chats, new RandomTurns.Question(turns, text("newest", 0), Once.ALWAYS, turns.messages(), "", ""), tally);
    }

    private static void check(AskedChats chats, RandomTurns.Question question, Tally tally) {
        boolean again = question.turns().messages().size() > question.stored().size();
        assertThat(chats.chat(question.turns(), question.text(), question.once()))
                .isEqualTo("You said: " + question.text());
        Meant meant = new Meant(
                question.system(AskedChats.PROMPT),
                question.stored(),
                question.text(),
                chats.passages,
                question.postPrompt(),
                again,
                chats.contextTokens);
        tally.sequences++;
        if (Told.in(chats.request()).holds(meant)) {
            tally.whole++;
        }
        List<Message> after = question.turns().messages();
        assertThat(after.getLast().said().text()).isEqualTo("You said: " + question.text());
    }

    /// Fifteen tokens.
    private static String text(String kind, int turn) {
        return "%-60s".formatted(kind + " " + turn + ".").replace(' ', '.');
    }

    private static List<List<State>> sequences() {
        List<List<State>> all = new ArrayList<>(List.of(List.of()));
        int shorter = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int longest = all.size();
            for (List<State> states : List.copyOf(all.subList(shorter, longest))) {
                STATES.forEach(state ->
                        all.add(Stream.concat(states.stream(), Stream.of(state)).toList()));
            }
            shorter = longest;
        }
        return all.subList(1, all.size());
    }

    /// What was tried.
    private static final class Tally {
        private int sequences;
        private int whole;
        private int early;

        @Override
        public String toString() {
            return sequences + " sequences, the next turn of each taken by the strict stand-in: " + whole
                    + " with the whole history, " + (sequences - whole) + " with a part of it"
                    + (early == 0 ? "" : "; " + early + " refused before, while a turn was pending");
        }
    }
}
