package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient;
import dev.parley.standins.Gate;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/// What the page looks like by day and by night, at a desk and on a phone: axe-core finds nothing that keeps
/// anybody out, and nothing is wider than the screen. The pictures of it are in `target/screenshots`.
class PageLooksTest {
    /// So many words of the answer tell what is to be seen.
    private static final int TOLD = 11;

    @RegisterExtension
    static final StagedPage PAGE = new StagedPage();

    @ParameterizedTest
    @CsvSource({
        "light, desk, ada, the rings of Saturn",
        "dark, desk, grace, the moons of Jupiter",
        "light, phone, mary, the phases of Venus",
        "dark, phone, barbara, the canals of Mars"
    })
    void everyStateCanBeSeenAndUsedByAll(String scheme, String place, String name, String seen) {
        Person ada = PAGE.person();
        ada.browser().prefer(scheme);
        if (place.equals("phone")) {
            ada.browser().resize(360, 740, true);
        }
        String question = "Which telescope is good for " + seen + ", and how long may I keep it?";
        Look look = new Look(ada, scheme + "-" + place);
        ada.visit();
        look.at("sign-in");
        Conversations.of(PAGE.stage(), name);
        ada.signIn(name);
        ada.awaitText("#list .name", "Opening hours");
        look.at("list");
        ada.click("#new");
        ada.awaitText("#assistants", "HAL 9000");
        look.at("start");
        if (place.equals("phone")) {
            ada.click("#start .back");
        }
        ada.choose("#list a", "Borrowing a telescope");
        ada.await("#messages .assistant");
        try (Gate gate = PAGE.stage().bedrock().gate(question).pass(TOLD)) {
            ada.say(question);
            ada.awaitText("#messages li:last-child .text", seen);
            look.at("answering");
            gate.open();
        }
        ada.awaitAnswers(2);
        ada.click("#calls summary");
        look.at("calls");
        ada.click("#calls summary");
        ada.click("#feedback");
        ada.click(".stars label:nth-of-type(4)");
        look.at("feedback");
        ada.press(Keys.ESCAPE);
        ada.click("#delete");
        look.at("delete");
        ada.press(Keys.ESCAPE);
        ada.say("!error 500");
        ada.await("#messages .failed");
        look.at("failed");
        String last = "Will it rain on " + seen + "?";
        try (Gate _ = PAGE.stage().bedrock().gate(last).pass(4)) {
            ada.say(last);
            ada.awaitText("#messages li:last-child .text", "Will it");
            ada.click("#end");
            ada.await("#messages .dropped");
            look.at("ended");
        }
    }

    @Test
    void theLinesOfTheListMeetThoseOfTheConversation() {
        Person ada = PAGE.signedIn();
        ada.browser().resize(1280, 800, false);
        ada.startWith("Support");
        assertThat(ada.edge("#conversations > header", "bottom"))
                .isEqualTo(ada.edge("#conversation > header", "bottom"));
        assertThat(ada.edge("#conversations > footer", "top")).isEqualTo(ada.edge("#calls", "top"));
    }

    @Test
    void aTitleThatIsCutOffIsWholeUnderThePointer() {
        Person ada = PAGE.signedIn();
        ada.startWith("Support");
        for (String title : List.of(
                "As short as this",
                "As long as that " + "and longer ".repeat(20).strip())) {
            ada.click("#rename");
            ada.type("#new-title", title);
            ada.click("#rename-dialog .primary");
            ada.awaitText("#title", title);
            ada.awaitText("#list .name", title);
            for (String css : List.of("#title", "#list .name")) {
                ada.pointAt(css);
                assertThat(ada.await(css).getDomAttribute("title")).isEqualTo(title.contains("long") ? title : "");
            }
        }
    }

    @Test
    void atNightItIsDark() {
        Person ada = PAGE.person();
        ada.visit();
        int day = brightness(ada);
        ada.browser().prefer("dark");
        assertThat(brightness(ada)).isLessThan(60).isLessThan(day - 150);
    }

    @Test
    void wordsWithoutAnEndAndLongTitlesStayWithinAPhone() {
        Person ada = PAGE.person();
        ada.browser().resize(360, 740, true);
        ada.signIn("n".repeat(100));
        ada.startWith("Support");
        ada.click("#conversation .back");
        ada.choose("#list a", "Support");
        ada.await("#composer");
        String calls = ada.look("#calls summary", "height");
        ada.talk("w".repeat(2_000));
        ada.click("#rename");
        ada.type("#new-title", "t".repeat(256));
        ada.click("#rename-dialog .primary");
        ada.awaitText("#title", "ttt");
        ada.click("#end");
        ada.awaitText("#last-call", "/end 200");
        assertThat(ada.look("#calls summary", "height")).as("on one line").isEqualTo(calls);
        new Look(ada, "phone").fits();
        ada.click("#conversation .back");
        ada.awaitText("#list .name", "ttt");
        new Look(ada, "phone").fits();
    }

    /// From 0, black, to 255, white.
    private static int brightness(Person ada) {
        Object colour = ada.browser().script("return getComputedStyle(document.body).backgroundColor");
        String[] parts = String.valueOf(colour).replaceAll("[^0-9,]", "").split(",", -1);
        return Integer.parseInt(parts[0]);
    }

    /// What one looks at in one scheme and place.
    private record Look(Person person, String name) {
        void at(String state) {
            fits();
            if (name.endsWith("phone")) {
                isReached();
            }
            person.browser().picture(state + "-" + name);
            assertThat(Axe.findings(person.browser())).as(state + ", " + name).isEmpty();
        }

        /// Whatever can be pressed is as large as the tip of a finger.
        void isReached() {
            assertThat(person.browser().script("""
                const small = ({ width, height }) => width < 43.5 || height < 43.5;
                return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
                    .filter(one => one.checkVisibility() && !one.closest(".unseen, .skip"))
                    .filter(one => small(one.getBoundingClientRect()))
                    .map(one => one.outerHTML.slice(0, 120))\
                """))
                    .as(name)
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isEmpty();
        }

        /// Nothing is beyond the sides of the window, but for what something within it cuts off or scrolls.
        void fits() {
            assertThat(person.browser().script("""
                const beyond = one => one.getBoundingClientRect().right > innerWidth + 0.5
                    || one.getBoundingClientRect().left < -0.5;
                const cut = one => one !== document.body
                    && (getComputedStyle(one).overflowX !== "visible" && !beyond(one) || cut(one.parentElement));
                return [...document.querySelectorAll("body *")]
                    .filter(one => one.checkVisibility() && !one.closest(".unseen, .skip"))
                    .filter(one => beyond(one) && !cut(one.parentElement))
                    .map(one => one.outerHTML.slice(0, 120))
                    .concat(document.documentElement.scrollWidth > innerWidth ? ["it scrolls"] : [])\
                """))
                    .as(name)
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isEmpty();
        }
    }

    /// Conversations that a user has had already.
    private static final class Conversations {
        private final ApiClient api;

        private Conversations(ApiClient api) {
            this.api = api;
        }

        static void of(PageStage stage, String name) {
            Conversations had =
                    new Conversations(ApiClient.signIn(stage.server().address(), name));
            had.with("sherlock_holmes", "A study in scarlet", "Who are you?", "The world's only consulting detective.");
            had.with(
                    "agent123",
                    "Opening hours",
                    "When are you open?",
                    "Every day from ten to six, on Thursdays to eight.");
            had.with(
                    "hal_9000",
                    "The pod bay doors",
                    "Open the pod bay doors, please.",
                    "I'm sorry, I'm afraid I can't do that.");
            had.with(
                    "support",
                    "Borrowing a telescope",
                    "Can I borrow a telescope over the weekend?",
                    "Yes. Every member may take one home for up to ten days, and longer while nobody else waits for"
                            + " it.\n\n"
                            + "Bring your card, and somebody at the desk will show you how to set it up.");
        }

        private void with(String assistant, String title, String asked, String answered) {
            String session = api.post(
                            "/sessions",
                            "{\"chatbotId\":\"" + assistant + "\",\"clientId\":\"client-1\",\"title\":\"" + title
                                    + "\"}")
                    .as(201)
                    .at("/data/id")
                    .asText();
            say(session, "user", asked);
            say(session, "assistant", answered);
        }

        private void say(String session, String role, String content) {
            api.post(
                            "/sessions/message?sessionId=" + session,
                            "{\"message\":{\"role\":\"" + role + "\",\"content\":\"" + content.replace("\n", "\\n")
                                    + "\"}}")
                    .as(200);
        }
    }
}
