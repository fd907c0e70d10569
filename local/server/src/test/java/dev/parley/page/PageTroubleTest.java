package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient;
import dev.parley.standins.Gate;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/// What the page says and offers when something goes wrong, and that what was typed is never lost.
class PageTroubleTest {
    @RegisterExtension
    static final StagedPage PAGE = new StagedPage();

    @Test
    void aTurnThatRunsOnAnotherDeviceCanBeWatched() throws Exception {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.talk("first");
        try (Gate gate = PAGE.stage().bedrock().gate("from the phone").pass(2);
                InputStream _ = PAGE.stage().saysElsewhere(ada, "from the phone")) {
            ada.say("from the desk");
            ada.awaitText("#notice", "Another message is being answered in this session.");
            assertThat(ada.typed()).isEqualTo("from the desk");
            assertThat(ada.own()).containsExactly("first");

            ada.click("#notice button");

            ada.awaitAnswer("You said: ");
            assertThat(ada.own()).containsExactly("first", "from the phone");
            gate.open();
            ada.awaitAnswer("You said: from the phone");
            ada.awaitAnswers(2);
        }
        assertThat(ada.typed()).isEqualTo("from the desk");
        ada.click("#send");
        ada.awaitAnswer("You said: from the desk");
    }

    @Test
    void aMessageThatTheBudgetHasNoRoomForStaysInItsField() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        String message = "x".repeat(PageStage.TOO_MUCH);
        ada.paste("#text", message);
        ada.click("#send");

        ada.awaitText("#notice", "Today's tokens do not suffice for this message. There are new ones in ");
        assertThat(ada.typed()).isEqualTo(message);
        assertThat(ada.own()).isEmpty();
        ada.talk("a shorter one");
    }

    @Test
    void whoseTokenHasRunOutSignsInAgainAndGoesOn() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.talk("first");
        ada.browser()
                .script(
                        "sessionStorage.setItem('parley.identity', JSON.stringify({name: arguments[0], token:"
                                + " arguments[1]}))",
                        ada.name(),
                        PAGE.stage().token(ada, -1));
        ada.browser().driver.navigate().refresh();
        ada.awaitText("#banner", "Your sign-in has ended.");

        ada.click("#banner button");

        ada.awaitGone("#banner p");
        ada.awaitAnswer("You said: first");
        ada.talk("second");
    }

    @Test
    void anAnswerGoesOnWhereTheNetworkBrokeItOff() {
        try (Tunnel tunnel = Tunnel.to(PAGE.stage().server().address());
                Gate gate = PAGE.stage()
                        .bedrock()
                        .gate("through a tunnel and out again")
                        .pass(3)) {
            Person ada = PAGE.stage().personAt(tunnel.entrance());
            ada.signIn("tunnel");
            ada.startWith("Support");
            ada.say("through a tunnel and out again");
            ada.awaitAnswer("You said: through ");
            tunnel.cut();
            ada.awaitText("#notice", "The connection is gone. Trying again…");
            gate.pass(2);
            tunnel.mend();
            ada.awaitAnswer("You said: through a tunnel ");
            ada.awaitGone("#notice p");
            gate.open();
            ada.awaitAnswer("You said: through a tunnel and out again");
            ada.awaitAnswers(1);
        }
    }

    @Test
    void withoutANetworkTheListSaysSoAndTriesAgain() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.talk("kept");
        ada.browser().online(false);
        ada.type("#search", "k");
        ada.awaitText("#list-state", "The server cannot be reached.");
        ada.click("#new");
        ada.awaitText("#start-state", "The server cannot be reached.");
        ada.browser().online(true);
        ada.click("#start-state button");
        ada.awaitText("#assistants", "Support");
        ada.click("#list-state button");
        ada.awaitText("#list-state", "No title contains “k”.");
    }

    @Test
    void anAssistantThatCannotAnswerCannotBeChosenAndLooksSo() {
        PAGE.stage()
                .administrator()
                .post("/catalog/assistants", "{\"id\": \"mute\", \"name\": \"Mute\"}")
                .as(201);
        Person ada = PAGE.signedIn();
        ada.click("#new");
        ada.awaitText("#assistants .unable:has(:disabled)", "Cannot answer: it has no model.");
        assertThat(ada.look("#assistants .unable button", "border-style")).isEqualTo("dashed");
        assertThat(ada.look("#assistants :enabled", "border-style")).isEqualTo("solid");
    }

    @Test
    void aNameOfBlanksIsNoName() {
        Person ada = PAGE.person();
        ada.visit();
        ada.type("#username", "  ");
        ada.press(Keys.ENTER);
        ada.awaitText("#sign-in .problem", "Your name cannot be blank.");
        ada.awaitFocus("#username");
    }

    @Test
    void aConversationThatWasDeletedElsewhereIsNotThereAnyMore() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        ada.talk("first");
        ApiClient phone = PAGE.stage().elsewhere(ada);
        phone.delete("/sessions/delete/" + ada.conversation()).as(200);

        ada.say("second");

        ada.awaitText("#notice", "Session not found.");
        ada.awaitText("#list-state", "No conversations yet.");
        ada.click("#notice button");
        ada.awaitText("#notice", "There is no such conversation, or not any more.");
        ada.click("#notice button");
        ada.awaitText("#assistants", "Support");
    }

    @Test
    void markupInAMessageATitleAndANameIsText() {
        String markup = "<img src=x onerror=\"document.title='run'\"><b>bold</b>";
        Person ada = PAGE.person();
        ada.signIn(markup);
        ada.startWith("Support");
        ada.talk(markup);
        ada.click("#rename");
        ada.type("#new-title", markup);
        ada.click("#rename-dialog .primary");
        ada.awaitText("#title", markup);
        ada.awaitText("#list .name", markup);

        assertThat(ada.own()).containsExactly(markup);
        assertThat(ada.answers()).containsExactly("You said: " + markup);
        assertThat(ada.browser().says("document.querySelector('main img, main .text b, nav img') === null"))
                .isTrue();
    }
}
