package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The descriptions under `/docs`, as somebody uses them who has an API in mind and no token yet.
class DocsInBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final StagedPage STAGE = new StagedPage();

    @Test
    void whoAuthorizesUnderANameCanExecuteAnOperationOfTheGroupThatIsChosen() {
        STAGE.person();
        STAGE.stage()
                .browser()
                .driver
                .get(STAGE.stage().server().address().resolve("/docs").toString());
        new Select(seen(".download-url-wrapper select")).selectByVisibleText("chatbot");

        WebElement list = seen("#operations-sessions-listSessions");
        authorize("user-" + UUID.randomUUID());
        list.findElement(By.cssSelector(".opblock-summary-control")).click();
        seen("#operations-sessions-listSessions .execute").click();

        WebElement status = seen("#operations-sessions-listSessions .live-responses-table tbody .response-col_status");
        assertThat(status.getText()).startsWith("200");
        assertThat(seen("#operations-sessions-listSessions .live-responses-table .highlight-code")
                        .getText())
                .contains("\"success\": true", "\"results\": []");
    }

    @Test
    void thePageFillsItsWindowAndItsDialogueOpensAtTheSignInByName() {
        STAGE.person();
        Browser browser = STAGE.stage().browser();
        browser.driver.get(STAGE.stage().server().address().resolve("/docs").toString());
        browser.script("localStorage.clear()");
        browser.driver.navigate().refresh();

        seen(".scheme-container .btn.authorize").click();

        WebElement name = seen(".modal-ux-content #oauth_username");
        new WebDriverWait(browser.driver, PATIENCE)
                .until(_ -> browser.driver.switchTo().activeElement().equals(name));
        assertThat(browser.says("document.querySelector('.modal-ux-content').scrollTop === 0"))
                .isTrue();
        assertThat(seen(".modal-ux-content h4").getText()).startsWith("user ");
        assertThat(browser.says("document.querySelector('.topbar').getBoundingClientRect().left === 0"))
                .isTrue();
        browser.picture("docs-authorize");
    }

    /// By the dialogue's first way, which is a user's.
    private static void authorize(String username) {
        seen(".scheme-container .btn.authorize").click();
        seen(".auth-container #oauth_username").sendKeys(username);
        seen(".auth-container .modal-btn.authorize").click();
        seen(".auth-container .btn.modal-btn:not(.authorize)");
        seen(".auth-container .btn-done").click();
    }

    private static WebElement seen(String selector) {
        return new WebDriverWait(STAGE.stage().browser().driver, PATIENCE)
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }
}
