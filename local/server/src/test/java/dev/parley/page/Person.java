package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// Somebody in front of the page: does what a person does, and waits for what a person waits for.
record Person(Browser browser, URI address) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final int MOST_STOPS = 80;

    /// The body is where the focus is between the page's last element and its first one.
    private static final String FOCUS_IS_SEEN = """
        (element => element === document.body || [element, element.parentElement].some(
            one => getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2)
          && element.getBoundingClientRect().width > 0)(document.activeElement)\
        """;

    /// Opens the page as nobody, and signs in.
    void signIn(String name) {
        visit();
        type("#username", name);
        click("#sign-in-form button");
        awaitText("#user", name);
    }

    /// Opens the page as somebody who has never been here.
    void visit() {
        browser.driver.get(address.toString());
        browser.script("sessionStorage.clear()");
        browser.driver.navigate().refresh();
        await("#username");
    }

    /// Starts a conversation with an assistant, by its name.
    void startWith(String assistant) {
        click("#new");
        choose("#assistants button", assistant);
        await("#composer");
    }

    /// Says something, and does not wait for what comes of it.
    void say(String text) {
        type("#text", text);
        await("#text").sendKeys(Keys.ENTER);
    }

    /// Says something, and waits until it is answered.
    void talk(String text) {
        int answers = answers().size();
        say(text);
        awaitAnswers(answers + 1);
    }

    /// Waits until there are so many answers, all of them whole.
    void awaitAnswers(int count) {
        awaitAnswers(count, false);
    }

    /// @param growing whether the last of them is still being given
    void awaitAnswers(int count, boolean growing) {
        until(() -> answers().size() == count && shown("#stop").isEmpty() != growing, count + " answers");
    }

    /// Waits until the last answer says exactly this.
    void awaitAnswer(String text) {
        until(() -> !answers().isEmpty() && answers().getLast().equals(text), "the answer: " + text);
    }

    /// What the assistant has said.
    List<String> answers() {
        return texts("#messages .assistant .text");
    }

    /// What the user has said.
    List<String> own() {
        return texts("#messages .user .text");
    }

    /// What stands under the last message.
    String footnote() {
        return texts("#messages .meta").getLast();
    }

    /// Who is signed in.
    String name() {
        return texts("#user").getFirst();
    }

    /// What a screen reader said last.
    String spoken() {
        return String.valueOf(browser.script("return document.querySelector('#spoken').textContent"));
    }

    /// Whether the end of the messages is seen.
    boolean isAtEnd() {
        return browser.says(
                "(s => s.scrollTop + s.clientHeight >= s.scrollHeight - 1)(document.querySelector('#scroller'))");
    }

    /// What an element looks like, by a property of its style.
    String look(String css, String property) {
        return String.valueOf(browser.script(
                "return getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1])",
                css,
                property));
    }

    /// Where a side of an element is.
    Object edge(String css, String side) {
        return browser.script(
                "return document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]]", css, side);
    }

    void pointAt(String css) {
        new Actions(browser.driver).moveToElement(await(css)).perform();
    }

    /// Where elements are, and how large.
    Object placeOf(String... css) {
        return browser.script(
                "return arguments[0].map(css => JSON.stringify(document.querySelector(css).getBoundingClientRect()))",
                List.of(css));
    }

    /// What stands in the field for the next message.
    String typed() {
        return String.valueOf(await("#text").getDomProperty("value"));
    }

    /// Puts a text into a field at once, as from the clipboard.
    void paste(String css, String text) {
        await(css);
        browser.script(
                "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
                        + " field.dispatchEvent(new Event('input', {bubbles: true}))",
                css,
                text);
    }

    /// The id of the open conversation.
    String conversation() {
        return String.valueOf(browser.script("return location.hash.slice('#/c/'.length)"));
    }

    /// The names on the list.
    List<String> listed() {
        return texts("#list .name");
    }

    WebElement await(String css) {
        until(() -> !shown(css).isEmpty(), css);
        return shown(css).getFirst();
    }

    void awaitGone(String css) {
        until(() -> shown(css).isEmpty(), css + " to go");
    }

    void awaitText(String css, String part) {
        until(() -> texts(css).stream().anyMatch(text -> text.contains(part)), css + " with: " + part);
    }

    void click(String css) {
        until(() -> shown(css).stream().anyMatch(WebElement::isEnabled), css + " that can be clicked");
        shown(css).getFirst().click();
    }

    /// Clicks the first of several with a text in it.
    void choose(String css, String part) {
        until(
                () -> {
                    Optional<WebElement> found = shown(css).stream()
                            .filter(element -> element.getText().contains(part))
                            .findFirst();
                    found.ifPresent(WebElement::click);
                    return found.isPresent();
                },
                css + " with: " + part);
    }

    /// Puts a text in the place of what a field has.
    void type(String css, String text) {
        WebElement field = await(css);
        field.clear();
        field.sendKeys(text);
    }

    void press(CharSequence... keys) {
        browser.driver.switchTo().activeElement().sendKeys(keys);
    }

    /// Presses Tab until the element is focused, and sees on every stop where the focus is.
    void tabTo(String css) {
        tab(css, Keys.TAB);
    }

    void tabBackTo(String css) {
        tab(css, Keys.chord(Keys.SHIFT, Keys.TAB));
    }

    private void tab(String css, CharSequence key) {
        for (int stops = 0; stops < MOST_STOPS && !isFocused(css); stops++) {
            press(key);
            assertThat(browser.says(FOCUS_IS_SEEN)).as(focused()).isTrue();
        }
        awaitFocus(css);
    }

    private String focused() {
        return "the focus is seen on " + browser.script("return document.activeElement.outerHTML.slice(0, 200)");
    }

    boolean isFocused(String css) {
        return browser.says("document.activeElement.matches(arguments[0])", css);
    }

    void awaitFocus(String css) {
        until(() -> isFocused(css), "the focus on " + css);
    }

    /// Waits until something is so.
    void until(Supplier<Boolean> is, String what) {
        new WebDriverWait(browser.driver, PATIENCE, LOOK)
                .withMessage(() -> what + ", in " + browser.script("return document.body.innerText"))
                .ignoring(StaleElementReferenceException.class)
                .until(_ -> is.get());
    }

    /// The texts of what is seen, blanks included.
    List<String> texts(String css) {
        return shown(css).stream()
                .map(element -> String.valueOf(element.getDomProperty("textContent")))
                .toList();
    }

    private List<WebElement> shown(String css) {
        return browser.driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }
}
