package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.Gate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/// The page as people use it, from sign-in to delete.
class PageTest {
    private static final String QUESTION = "What can one see from the old lighthouse on a clear day?";

    @RegisterExtension
    static final StagedPage PAGE = new StagedPage();

    @Test
    void aConversationFromSignInToDelete() throws InterruptedException {
        Person ada = PAGE.person();
        ada.visit();
        ada.signIn("ada");
        ada.awaitText("#list-state", "No conversations yet.");

        ada.startWith("Support");
        ada.awaitText("#list .preview", "Support");
        talkAndStop(ada);
        talkAndReload(ada);
        rename(ada, "Lighthouse");
        search(ada);
        giveFeedback(ada);
        endAndReopen(ada);
        delete(ada);
        ada.click("#sign-out");
        ada.awaitFocus("#username");
        assertThat(ada.browser().script("return sessionStorage.length + location.hash"))
                .isEqualTo("0");
    }

    private static void talkAndStop(Person ada) throws InterruptedException {
        try (Gate gate = PAGE.stage().bedrock().gate(QUESTION).pass(5)) {
            ada.say(QUESTION);
            ada.awaitAnswer("You said: What can one ");
            assertThat(ada.own()).containsExactly(QUESTION);

            ada.click("#stop");

            ada.awaitText("#messages .assistant .meta", "Stopped");
            assertThat(gate.awaitHangUp()).isTrue();
        }
        assertThat(ada.answers()).containsExactly("You said: What can one ");
        ada.awaitFocus("#text");
    }

    private static void talkAndReload(Person ada) {
        String asked = "Tell me again, from the beginning";
        try (Gate gate = PAGE.stage().bedrock().gate(asked).pass(3)) {
            ada.say(asked);
            ada.awaitAnswer("You said: Tell ");

            ada.browser().driver.navigate().refresh();

            ada.awaitAnswers(2, true);
            ada.awaitAnswer("You said: Tell ");
            gate.pass(2);
            ada.awaitAnswer("You said: Tell me again, ");
            gate.open();
            ada.awaitAnswers(2, false);
        }
        assertThat(ada.answers()).containsExactly("You said: What can one ", "You said: " + asked);
        assertThat(ada.own()).containsExactly(QUESTION, asked);
        assertThat(ada.footnote()).containsPattern("\\d+ tokens in, \\d+ out");
    }

    private static void rename(Person ada, String title) {
        ada.click("#rename");
        ada.type("#new-title", title);
        ada.press(Keys.ENTER);
        ada.awaitText("#title", title);
        ada.awaitText("#list .name", title);
        ada.awaitFocus("#rename");
    }

    private static void search(Person ada) {
        ada.type("#search", "no such title");
        ada.awaitText("#list-state", "No title contains “no such title”.");
        assertThat(ada.listed()).isEmpty();
        ada.type("#search", "HOUSE");
        ada.awaitText("#list .name", "Lighthouse");
        ada.press(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    }

    private static void giveFeedback(Person ada) {
        ada.click("#feedback");
        ada.click(".stars label:nth-of-type(4)");
        ada.type("#comment", "Brief and to the point");
        ada.click("#feedback-dialog .primary");
        ada.awaitText("#about", "★ 4 of 5");
        ada.click("#feedback");
        assertThat(ada.browser().script("return document.querySelector('#comment').value"))
                .isEqualTo("Brief and to the point");
        ada.press(Keys.ESCAPE);
        ada.awaitGone("#feedback-dialog");
    }

    private static void endAndReopen(Person ada) {
        ada.click("#end");
        ada.awaitText("#over", "This conversation has ended.");
        ada.awaitText("#list .preview", "Ended · Support");
        ada.click("#reopen");
        ada.talk("And now?");
        ada.awaitText("#list .preview", "Support: You said: And now?");
        ada.click("#end");
        ada.awaitGone("#composer");
    }

    private static void delete(Person ada) {
        String address = ada.browser().driver.getCurrentUrl();
        ada.click("#delete");
        ada.click("#delete-dialog .cancel");
        ada.awaitGone("#delete-dialog");
        assertThat(ada.listed()).containsExactly("Lighthouse");
        ada.click("#delete");
        ada.click("#delete-dialog .danger");
        ada.awaitText("#list-state", "No conversations yet.");
        ada.await("#assistants button");
        assertThat(ada.spoken()).isEqualTo("“Lighthouse” was deleted.");
        ada.browser().driver.get(address);
        ada.awaitText("#notice", "There is no such conversation, or not any more.");
    }

    @Test
    void aKeyboardIsEnough() throws InterruptedException {
        Person ada = PAGE.person();
        ada.visit();
        ada.awaitFocus("#username");
        ada.press("keyboard", Keys.ENTER);
        ada.awaitText("#assistants", "Support");
        ada.tabTo("#assistants li:nth-child(3) button");
        ada.press(Keys.ENTER);
        ada.awaitFocus("#text");
        ada.press("two", Keys.chord(Keys.SHIFT, Keys.ENTER), "lines", Keys.ENTER);
        ada.awaitAnswer("You said: two\nlines");

        ada.awaitAnswers(1);
        try (Gate gate = PAGE.stage().bedrock().gate("and stop").pass(2)) {
            ada.press("and stop", Keys.ENTER);
            ada.awaitAnswer("You said: ");
            ada.press(Keys.ESCAPE);
            ada.awaitText("#messages .assistant:last-child .meta", "Stopped");
            assertThat(gate.awaitHangUp()).isTrue();
        }

        ada.tabTo("#calls summary");
        ada.press(Keys.SPACE);
        ada.await("#command");
        ada.tabBackTo("#rename");
        ada.press(Keys.ENTER);
        ada.awaitFocus("#new-title");
        ada.press("By keys", Keys.ENTER);
        ada.awaitText("#title", "By keys");
        ada.awaitFocus("#rename");
        ada.tabTo("#feedback");
        ada.press(Keys.ENTER);
        ada.awaitFocus("input[name=rating]");
        ada.press(Keys.SPACE, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);
        ada.awaitText("#about", "★ 3 of 5");
        ada.awaitFocus("#feedback");
        ada.tabTo("#end");
        ada.press(Keys.ENTER);
        ada.awaitFocus("#reopen");
        ada.tabTo("#delete");
        ada.press(Keys.ENTER);
        ada.awaitFocus("#delete-dialog .cancel");
        ada.press(Keys.ESCAPE);
        ada.awaitFocus("#delete");
        ada.press(Keys.ENTER);
        ada.tabTo("#delete-dialog .danger");
        ada.press(Keys.ENTER);
        ada.awaitFocus("#start-title");
        ada.awaitText("#list-state", "No conversations yet.");
    }

    @Test
    void aConversationShowsTheTitleThatTheModelGivesIt() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.talk("!title The old lighthouse");
        assertThat(ada.texts("#title")).containsExactly("!title The old lighthouse");

        PAGE.stage().server().drainStream();

        ada.until(() -> ada.texts("#title").equals(List.of("The old lighthouse")), "the title");
        ada.until(() -> ada.listed().equals(List.of("The old lighthouse")), "the title on the list");
    }

    @Test
    void sendLooksReadyOnceThereIsSomethingToSend() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        String ready = ada.look("#new", "background-color");
        assertThat(ada.look("#send", "background-color")).isNotEqualTo(ready);
        ada.click("#send");
        ada.awaitFocus("#text");
        ada.press(Keys.ENTER);
        assertThat(ada.own()).isEmpty();
        ada.pointAt("#title");
        ada.press("now");
        assertThat(ada.look("#send", "background-color")).isEqualTo(ready);
        ada.press(Keys.ENTER);
        ada.awaitAnswer("You said: now");
        assertThat(ada.look("#send", "background-color")).isNotEqualTo(ready);
    }

    @Test
    void anAnswerIsNotReadWordByWordButOnceItIsWhole() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        try (Gate gate = PAGE.stage().bedrock().gate("read this").pass(2)) {
            ada.say("read this");
            ada.awaitAnswer("You said: ");
            assertThat(ada.spoken()).isEqualTo("Support is answering.");
            assertThat(ada.browser()
                            .says("[...document.querySelectorAll('[aria-live],[role=status],[role=alert],[role=log]')]"
                                    + ".every(live => !live.contains(document.querySelector('#messages')))"))
                    .isTrue();
            gate.open();
            ada.awaitAnswers(1);
        }
        ada.until(() -> ada.spoken().equals("Support: You said: read this"), "the whole answer to be read");
    }

    @Test
    void whoReadsFurtherUpStaysThereAndNothingMovesWhileAnAnswerGrows() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.paste("#text", "word ".repeat(500));
        ada.click("#send");
        ada.awaitAnswers(1);
        String longer = "more ".repeat(500).strip();
        try (Gate gate = PAGE.stage().bedrock().gate(longer).pass(200)) {
            ada.paste("#text", longer);
            ada.click("#send");
            ada.until(() -> ada.answers().getLast().length() == 1_000, "some of the answer");
            assertThat(ada.isAtEnd()).isTrue();
            Object before = ada.placeOf("#composer", "#conversation > header", "#stop");

            ada.browser().script("document.querySelector('#scroller').scrollTop = 100");
            ada.await("#newest");
            gate.pass(200);
            ada.until(() -> ada.answers().getLast().length() == 2_000, "more of the answer");

            assertThat(ada.browser().script("return document.querySelector('#scroller').scrollTop"))
                    .isEqualTo(100L);
            assertThat(ada.placeOf("#composer", "#conversation > header", "#stop"))
                    .isEqualTo(before);
            ada.click("#newest");
            assertThat(ada.isAtEnd()).isTrue();
            gate.open();
            ada.awaitAnswers(2);
        }
        assertThat(ada.isAtEnd()).isTrue();
    }

    @Test
    void theLastCallCanBePastedIntoAShell() throws Exception {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.talk("It's \"quoted\", $HOME and `id`");
        ada.click("#calls summary");
        ada.choose("#call-list button", "POST /stream/");

        List<String> said = Shell.run(ada.await("#command").getText());

        assertThat(String.join("\n", said))
                .contains("event: message.completed", "You said: It's \\\"quoted\\\", $HOME and `id`");
        ada.click("#copy");
        ada.awaitText("#copy", "ed");
        ada.browser().driver.navigate().refresh();
        ada.until(() -> ada.answers().size() == 1, "one answer, though the same was said once more");
    }
}
