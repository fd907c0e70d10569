package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the page says and offers where an answer does not come, or not to its end.
class PageAnswersTest {
    private static final String NO_ANSWER = "No answer came; your message is kept.";

    @RegisterExtension
    static final StagedPage PAGE = new StagedPage();

    @Test
    void aMessageThatGotNoAnswerIsAnsweredWhenItIsTriedAgainAndSaidOnce() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        PAGE.stage().line().cut();
        try {
            ada.say("are you there");
            ada.awaitText("#messages .failed .meta", NO_ANSWER);
            assertThat(ada.look("#messages .failed .meta", "color")).isEqualTo(ada.look("#delete", "color"));
            assertThat(ada.spoken()).isEqualTo(NO_ANSWER);
            ada.awaitText("#list .preview", "You: are you there");
            ada.browser().driver.navigate().refresh();
            ada.awaitText("#messages .failed .meta", NO_ANSWER);
        } finally {
            PAGE.stage().line().mend();
        }

        ada.click("#messages .again");

        ada.awaitAnswer("You said: are you there");
        ada.awaitAnswers(1);
        assertThat(ada.own()).containsExactly("are you there");
        ada.awaitGone("#messages .failed");
        ada.awaitText("#list .preview", "Support: You said: are you there");
    }

    @Test
    void anAnswerThatBrokeOffIsSaidToBeIncompleteAndMayBeAskedForAgain() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        try (Gate gate = PAGE.stage().bedrock().gate("all of it this time").pass(3)) {
            ada.say("all of it this time");
            ada.awaitAnswer("You said: all ");
            PAGE.stage().line().cut();
            ada.awaitText("#messages .failed .meta", "Not complete: it broke off");
            gate.open();
        } finally {
            PAGE.stage().line().mend();
        }
        ada.browser().driver.navigate().refresh();
        ada.awaitText("#messages .failed .meta", "Not complete: it broke off");

        ada.click("#messages .again");

        ada.awaitAnswers(2);
        assertThat(ada.answers()).containsExactly("You said: all ", "You said: all of it this time");
        assertThat(ada.own()).containsExactly("all of it this time");
        ada.awaitGone("#messages .again");
    }

    @Test
    void anAnswerMayHaveAnyCharacter() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.paste("#text", "before\u2028and after");
        ada.click("#send");

        ada.awaitAnswer("You said: before\u2028and after");
        ada.awaitAnswers(1);
    }

    @Test
    void afterAModelThatFailsTheNextMessageIsAnswered() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.say("!error 500");
        ada.await("#messages .again");
        ada.say("!break 500");
        ada.awaitText("#messages .failed .meta", "Not complete: it broke off");
        ada.talk("and now");
        assertThat(ada.answers().getLast()).isEqualTo("You said: and now");
        ada.awaitGone("#messages .again");
    }

    @Test
    void anAnswerIsNotKeptWhereTheConversationIsEndedOrDeletedMeanwhile() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        try (Gate _ = PAGE.stage().bedrock().gate("tell me until the end").pass(3)) {
            ada.say("tell me until the end");
            ada.awaitAnswer("You said: tell ");
            ada.click("#end");
            ada.awaitText(
                    "#messages .dropped .meta",
                    "The conversation was ended before the answer was complete. This part of it is not kept.");
            ada.browser().driver.navigate().refresh();
            ada.awaitText("#messages .failed .meta", "No answer came before the conversation was ended.");
            assertThat(ada.texts("#messages .again")).isEmpty();

            ada.click("#reopen");
            ada.say("tell me until the end");
            ada.await("#stop:enabled");
            PAGE.stage()
                    .elsewhere(ada)
                    .delete("/sessions/delete/" + ada.conversation())
                    .as(200);
            ada.awaitText("#messages .failed .meta", "No answer came before the conversation was deleted.");
            ada.awaitText("#list-state", "No conversations yet.");
        }
    }
}
