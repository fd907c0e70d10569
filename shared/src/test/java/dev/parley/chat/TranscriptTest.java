package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Question.Speech;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a model is given, from whatever is stored. A letter stands for a message: `u` and `U` are a user's, `a`
/// and `A` an assistant's, `s` and `S` a system's; the small ones are blank.
class TranscriptTest {
    private static final int PLENTY = 1_000;
    /// A passage and a post-prompt of one token each.
    private static final Frame FRAME = new Frame(List.of("p"), List.of("q"));

    @Test
    void turnsStayAsTheyWereSaid() {
        assertThat(of(PLENTY, "UAUAU")).isEqualTo("1|2|3|4|5");
    }

    @Test
    void neighboursOfOneRoleBecomeOneSpeechOfSeveralBlocks() {
        assertThat(of(PLENTY, "UUAAAUU")).isEqualTo("1,2|3,4,5|6,7");
    }

    @Test
    void blankAndSystemMessagesAreLeftOutAndTheirNeighboursJoined() {
        assertThat(of(PLENTY, "SUaUSsAuAU")).isEqualTo("2,4|7,9|10");
    }

    @Test
    void anAnswerBeforeTheFirstQuestionIsLeftOut() {
        assertThat(of(PLENTY, "AAUAU")).isEqualTo("3|4|5");
    }

    @Test
    void whatDoesNotFitIsLeftOutByWholeTurns() {
        assertThat(of(4, "UAUAU")).isEqualTo("3|4|5");
        assertThat(of(3, "UAUAU")).isEqualTo("3|4|5");
        assertThat(of(2, "UAUAU")).isEqualTo("5");
    }

    @Test
    void aTurnOfSeveralQuestionsIsKeptOrLeftOutWhole() {
        assertThat(of(4, "UUAU")).isEqualTo("1,2|3|4");
        assertThat(of(3, "UUAU")).isEqualTo("4");
    }

    @Test
    void ofANewestTurnBeyondTheBudgetTheNewestMessagesStay() {
        assertThat(of(2, "UAUUU")).isEqualTo("4,5");
    }

    @Test
    void aTextIsCountedByItsBytesFourToAToken() {
        List<Message> messages = List.of(message(1, Role.USER, "äöüß"), message(2, Role.USER, "?"));

        assertThat(Transcript.of(messages, Frame.NONE, 3)).containsExactly(new Speech(Role.USER, List.of("äöüß", "?")));
        assertThat(Transcript.of(messages, Frame.NONE, 2)).containsExactly(new Speech(Role.USER, List.of("?")));
    }

    @Test
    void textIsGivenAsItWasSaid() {
        assertThat(Transcript.of(List.of(message(1, Role.USER, " \n😀\u200D ")), Frame.NONE, PLENTY))
                .containsExactly(new Speech(Role.USER, List.of(" \n😀\u200D ")));
    }

    @Test
    void theFrameStandsAroundTheNewestTextAlone() {
        assertThat(of(PLENTY, FRAME, "U")).isEqualTo("p,1,q");
        assertThat(of(PLENTY, FRAME, "UAUU")).isEqualTo("1|2|3,p,4,q");
    }

    @Test
    void passagesAreTakenFromTheHistorysPartOfTheContextAndThePostPromptIsNot() {
        assertThat(of(4, FRAME, "UAU")).isEqualTo("1|2|p,3,q");
        assertThat(of(3, FRAME, "UAU")).isEqualTo("p,3,q");
        assertThat(of(2, FRAME, "UUU")).isEqualTo("p,3,q");
    }

    @Test
    void everySequenceOfUpToSevenMessagesIsValidUnderEveryBudget() {
        String kinds = "UuAaSs";
        for (int length = 0; length < 7; length++) {
            int sequences = (int) Math.pow(kinds.length(), length);
            for (int sequence = 0; sequence < sequences; sequence++) {
                StringBuilder letters = new StringBuilder();
                for (int rest = sequence, i = 0; i < length; i++, rest /= kinds.length()) {
                    letters.append(kinds.charAt(rest % kinds.length()));
                }
                List<Message> messages = messages(letters.append('U').toString());
                for (int tokens = 1; tokens <= messages.size(); tokens++) {
                    check(messages, Frame.NONE, tokens, letters.toString());
                    check(messages, FRAME, tokens + FRAME.tokens(), letters.toString());
                }
            }
        }
    }

    @Test
    void randomSequencesOfUpToFortyMessagesOfAnySizeAreValidUnderAnyBudget() {
        long seed = Seed.ofThisRun("random conversations");
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            List<Message> messages = new ArrayList<>();
            int length = random.nextInt(40);
            for (int seq = 1; seq <= length; seq++) {
                Role role = List.of(Role.values()).get(random.nextInt(Role.values().length));
                String text = random.nextInt(5) == 0 ? "\u200B\n" : "é".repeat(random.nextInt(1, 60));
                messages.add(message(seq, role, text));
            }
            Message newest = message(length + 1, Role.USER, "x".repeat(random.nextInt(1, 60)));
            messages.add(newest);
            int left = random.nextInt(400);
            check(messages, frame(random, left), newest.said().tokens() + left, "parley.seed=" + seed + ", " + i);
        }
    }

    /// Any passages, of which those that fit into so many tokens, and perhaps a post-prompt.
    private static Frame frame(RandomGenerator random, int tokens) {
        List<String> passages = IntStream.range(0, random.nextInt(5))
                .mapToObj(_ -> "<&é".repeat(random.nextInt(1, 40)))
                .toList();
        SidePrompt postPrompt = new SidePrompt(random.nextBoolean() ? "post" : "\u200B", random.nextBoolean());
        Frame frame = Frame.of(passages, postPrompt, tokens);
        assertThat(frame.tokens()).isLessThanOrEqualTo(tokens);
        return frame;
    }

    private static void check(List<Message> messages, Frame frame, int tokens, String sequence) {
        List<Speech> speeches = Transcript.of(messages, frame, tokens);
        List<String> texts =
                speeches.stream().flatMap(speech -> speech.blocks().stream()).toList();
        List<Role> roles = speeches.stream().map(Speech::role).toList();
        boolean valid = roles.equals(alternating(roles.size()))
                && texts.stream().noneMatch(Blank::is)
                && texts.stream().mapToInt(Tokens::in).sum()
                        <= tokens + frame.after().stream().mapToInt(Tokens::in).sum()
                && texts.equals(framed(expected(messages, tokens - frame.tokens()), frame));
        // Asserted once: a million descriptions would take minutes.
        if (!valid) {
            assertThat(speeches).as("%s within %d tokens", sequence, tokens).isEmpty();
        }
    }

    /// The texts, the newest of which is the last, with the frame around that.
    private static List<String> framed(List<String> texts, Frame frame) {
        List<String> all = new ArrayList<>(texts.subList(0, texts.size() - 1));
        all.addAll(frame.before());
        all.add(texts.getLast());
        all.addAll(frame.after());
        return all;
    }

    /// User, assistant, …, user.
    private static List<Role> alternating(int size) {
        return size % 2 == 0
                ? List.of()
                : IntStream.range(0, size)
                        .mapToObj(i -> i % 2 == 0 ? Role.USER : Role.ASSISTANT)
                        .toList();
    }

    /// As many whole turns as fit, from the newest back; of the newest one as many messages as fit.
    private static List<String> expected(List<Message> messages, int tokens) {
        List<List<Utterance>> turns = turns(messages);
        List<Utterance> kept = new ArrayList<>();
        for (List<Utterance> turn : turns.reversed()) {
            if (size(kept) + size(turn) > tokens) {
                break;
            }
            kept.addAll(0, turn);
        }
        if (kept.isEmpty()) {
            kept.addAll(turns.getLast());
            while (size(kept) > tokens) {
                kept.removeFirst();
            }
        }
        return kept.stream().map(Utterance::text).toList();
    }

    /// Each turn begins where the user speaks after an assistant; what comes before the first one belongs to none.
    private static List<List<Utterance>> turns(List<Message> messages) {
        List<List<Utterance>> turns = new ArrayList<>();
        Role before = Role.ASSISTANT;
        for (Message message : messages) {
            Utterance said = message.said();
            if (said.role() == Role.SYSTEM || Blank.is(said.text())) {
                continue;
            }
            if (said.role() == Role.USER && before == Role.ASSISTANT) {
                turns.add(new ArrayList<>());
            }
            if (!turns.isEmpty()) {
                turns.getLast().add(said);
            }
            before = said.role();
        }
        return Collections.unmodifiableList(turns);
    }

    private static int size(List<Utterance> said) {
        return said.stream().mapToInt(Utterance::tokens).sum();
    }

    /// The transcript of such messages, each of one token: speeches apart by bars, blocks by commas.
    private static String of(int tokens, String letters) {
        return of(tokens, Frame.NONE, letters);
    }

    private static String of(int tokens, Frame frame, String letters) {
        return String.join(
                "|",
                Transcript.of(messages(letters), frame, tokens).stream()
                        .map(speech -> String.join(",", speech.blocks()))
                        .toList());
    }

    private static List<Message> messages(String letters) {
        return IntStream.range(0, letters.length())
                .mapToObj(i -> message(i + 1, role(letters.charAt(i)), text(letters.charAt(i), i + 1)))
                .toList();
    }

    private static Role role(char letter) {
        return switch (Character.toUpperCase(letter)) {
            case 'U' -> Role.USER;
            case 'A' -> Role.ASSISTANT;
            default -> Role.SYSTEM;
        };
    }

    private static String text(char letter, int seq) {
        return Character.isUpperCase(letter) ? Integer.toString(seq) : "\u200B";
    }

    private static Message message(int seq, Role role, String text) {
        return new Message(seq, new Utterance(role, text, null), Instant.EPOCH, null, null);
    }
}
