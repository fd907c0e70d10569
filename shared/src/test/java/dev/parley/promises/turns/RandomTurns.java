package dev.parley.promises.turns;

import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.Role;
import dev.parley.chat.SidePrompt;
import dev.parley.chat.Tokens;
import dev.parley.chat.Turn;
import dev.parley.promises.turns.StoredTurns.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Conversations as they come: turns of any state, clients' messages of any role between and during them, blank and
/// long texts, passages, side prompts, and at the end a new question or a failed one under its key again.
final class RandomTurns {
    /// In tokens; the smallest is the smallest there is.
    static final List<Integer> CONTEXTS = List.of(100, 160, 400, 2_000, 100_000);

    private static final int MOST_TURNS = 40;
    private static final List<String> BLANKS = List.of(" ", "\n\t", "\u200B", "\u2060\uFEFF", "\u00A0\u200D", "\u2028");
    private static final List<String> FILLINGS = List.of("x", "é", "€", "👧", "<&>", " \u200F");

    private final AskedChats chats;
    private final List<AssistantId> assistants;
    private final RandomGenerator random;
    private final Map<String, Integer> tally = new TreeMap<>();
    private int texts;
    private int context;

    RandomTurns(AskedChats chats, List<AssistantId> assistants, RandomGenerator random) {
        this.chats = chats;
        this.assistants = assistants;
        this.random = random;
    }

    /// What is asked next.
    ///
    /// @param stored what is stored before it
    /// @param prePrompt empty where none is told, as is the post-prompt
    record Question(
            StoredTurns turns, String text, Once once, List<Message> stored, String prePrompt, String postPrompt) {
        List<String> system(String prompt) {
            return Stream.of(prompt, prePrompt).filter(text -> !text.isEmpty()).toList();
        }
    }

    private record Unanswered(int asked, String text, Once once) {}

    Question play() {
        int chosen = random.nextInt(assistants.size());
        context = CONTEXTS.get(chosen) * Tokens.BYTES;
        SidePrompt pre = sidePrompt("pre");
        SidePrompt post = sidePrompt("post");
        StoredTurns turns = chats.begin(assistants.get(chosen), new Details(null, null, pre, post, null, null));
        chats.passages = IntStream.range(0, random.nextInt(6))
                .mapToObj(_ -> text("<passage>&"))
                .toList();
        List<Unanswered> unanswered = new ArrayList<>();
        int length = random.nextInt(1, MOST_TURNS + 1);
        for (int i = 0; i < length; i++) {
            appendSome(turns);
            turn(turns).ifPresent(unanswered::add);
        }
        appendSome(turns);
        turns.outlast();
        String prePrompt = pre.told().orElse("");
        String postPrompt = post.told().orElse("");
        if (!unanswered.isEmpty() && random.nextInt(4) == 0) {
            count("asked again under a key");
            Unanswered again = any(unanswered);
            List<Message> stored = turns.messages().subList(0, again.asked() - 1);
            return new Question(turns, again.text(), again.once(), stored, prePrompt, postPrompt);
        }
        return new Question(turns, question(), Once.ALWAYS, turns.messages(), prePrompt, postPrompt);
    }

    Map<String, Integer> tally() {
        return tally;
    }

    private Optional<Unanswered> turn(StoredTurns turns) {
        turns.outlast();
        State state = any(List.of(State.values()));
        String question = question();
        Once once = random.nextBoolean() ? Once.ALWAYS : new Once.Keyed("key " + texts, "request");
        Turn turn = turns.begin(question, once);
        appendSome(turns);
        turns.finish(turn, state, text("answer"));
        count(state.name().toLowerCase(Locale.ROOT));
        boolean answered = state == State.COMPLETE || state == State.INCOMPLETE;
        return answered || once.equals(Once.ALWAYS)
                ? Optional.empty()
                : Optional.of(new Unanswered(turn.asked(), question, once));
    }

    private void appendSome(StoredTurns turns) {
        while (random.nextInt(3) == 0) {
            Role role = any(List.of(Role.values()));
            boolean blank = random.nextInt(4) == 0;
            turns.append(role, blank ? any(BLANKS) : text("appended"));
            count(blank ? "blank appended" : "appended by " + role.name().toLowerCase(Locale.ROOT));
        }
    }

    private SidePrompt sidePrompt(String name) {
        @Nullable
        String text = switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "\u200B";
            default -> text(name);
        };
        return new SidePrompt(text, random.nextBoolean());
    }

    /// One that the context holds.
    private String question() {
        String text = text("question");
        while (bytes(text) > context) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// A text that no other is like, now and then as long as the context about.
    private String text(String name) {
        String start = name + " " + ++texts + " ";
        String filling = any(FILLINGS);
        boolean aboutTheContext = random.nextInt(6) == 0 && context < 10_000;
        int length = aboutTheContext ? context + random.nextInt(-9, 10) : random.nextInt(120);
        return start + filling.repeat(Math.max(1, (length - bytes(start)) / bytes(filling)));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void count(String what) {
        tally.merge(what, 1, Integer::sum);
    }
}
