package dev.parley.page;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A stage for the tests of one class, which are skipped where there is no browser.
final class StagedPage implements BeforeAllCallback, AfterAllCallback {
    private Optional<PageStage> stage = Optional.empty();

    PageStage stage() {
        return stage.orElseThrow();
    }

    /// Somebody at a desk, by day.
    Person person() {
        return stage().person();
    }

    /// Somebody at a desk who is signed in under a name that nobody else has.
    Person signedIn() {
        return stage().signedIn();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        stage = Optional.of(PageStage.start());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stage.ifPresent(PageStage::close);
    }
}
