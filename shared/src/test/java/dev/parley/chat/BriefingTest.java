package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The most tokens that a turn may use.
class BriefingTest {
    private static final Utterance HELLO = Utterance.ofUser("12345678");

    @Test
    void aTurnInANewSessionMayUseWhatTheUserSaysAndTheLongestAnswer() {
        assertThat(most(briefing(List.of(), null, ""), HELLO)).isEqualTo(2 + 100);
    }

    @Test
    void systemTextsAndThePostPromptAreCountedBeside() {
        assertThat(most(
                        new Briefing(session(List.of(), "123"), assistant(null), model(200), List.of("12345", "1")),
                        HELLO))
                .isEqualTo(2 + 1 + 2 + 1 + 100);
    }

    @Test
    void ofALongHistoryNoMoreThanTheModelsContextIsCounted() {
        assertThat(most(briefing(messages("x".repeat(300), "y".repeat(301)), null, ""), HELLO))
                .isEqualTo(151 + 2 + 2 + 100);
        assertThat(most(briefing(messages("x".repeat(400), "y".repeat(400)), null, ""), HELLO))
                .isEqualTo(200 + 100);
    }

    @Test
    void passagesMayFillTheContext() {
        assertThat(most(briefing(List.of(), "handbook", ""), HELLO)).isEqualTo(200 + 100);
    }

    @Test
    void noQuestionIsLongerThanTheMostThatWasSetAsideForIt() {
        long seed = Seed.ofThisRun("the most tokens of a turn");
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            List<Message> messages = new ArrayList<>(messages(Stream.generate(() -> text(random))
                    .limit(random.nextInt(12))
                    .toArray(String[]::new)));
            Utterance said = Utterance.ofUser(text(random));
            boolean looksUp = random.nextBoolean();
            Briefing briefing = briefing(messages, looksUp ? "handbook" : null, text(random));
            messages.add(new Message(messages.size() + 1, said, Instant.EPOCH, null, null));

            Question question = briefing.question(messages, looksUp ? List.of(text(random), text(random)) : List.of());

            long told = Stream.concat(
                            question.system().stream(),
                            question.conversation().stream().flatMap(speech -> speech.blocks().stream()))
                    .mapToLong(Tokens::in)
                    .sum();
            assertThat(told + question.model().maxTokens())
                    .as("parley.seed=%d, case %d", seed, i)
                    .isLessThanOrEqualTo(most(briefing, said));
        }
    }

    private static long most(Briefing briefing, Utterance said) {
        return briefing.most(briefing.session().messages(), said);
    }

    private static String text(RandomGenerator random) {
        return List.of("x", "é", "€", "😀").get(random.nextInt(4)).repeat(random.nextInt(1, 60));
    }

    private static Briefing briefing(List<Message> messages, @Nullable String knowledgeBase, String postPrompt) {
        return new Briefing(session(messages, postPrompt), assistant(knowledgeBase), model(200), List.of());
    }

    /// Messages of the user and the assistant in turn.
    private static List<Message> messages(String... texts) {
        List<Message> messages = new ArrayList<>();
        for (String text : texts) {
            Role role = messages.size() % 2 == 0 ? Role.USER : Role.ASSISTANT;
            messages.add(new Message(messages.size() + 1, new Utterance(role, text, null), Instant.EPOCH, null, null));
        }
        return messages;
    }

    private static Session session(List<Message> messages, String postPrompt) {
        UserId owner = new UserId("ada");
        long bytes =
                messages.stream().mapToLong(message -> message.said().bytes()).sum();
        return new Session(
                SessionId.of(owner, 1),
                owner,
                1,
                Status.ACTIVE,
                null,
                new References(new AssistantId("learned"), new ProfileId("p"), null, null),
                Times.beginning(Instant.EPOCH),
                new Session.Tally(messages.size(), bytes),
                new Details(null, null, SidePrompt.NONE, new SidePrompt(postPrompt, true), null, null),
                NewSession.DEFAULT_CONTEXT_RESULTS);
    }

    private static Assistant assistant(@Nullable String knowledgeBase) {
        Card card = new Card("Learned", null, null, null);
        return new Assistant(new AssistantId("learned"), 1, card, new ModelId("m"), null, knowledgeBase, null);
    }

    private static Model model(int contextTokens) {
        return new Model(new ModelId("m"), 1, null, null, null, contextTokens, 100, null);
    }
}
