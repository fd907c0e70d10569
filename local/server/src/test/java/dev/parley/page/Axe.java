package dev.parley.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// The accessibility checks of axe-core.
final class Axe {
    private static final String RELEASE = "META-INF/maven/org.webjars.npm/axe-core/pom.properties";
    private static final String SCRIPT = text("META-INF/resources/webjars/axe-core/" + version() + "/axe.min.js");

    /// Colours are looked at as they are, not while they fade in.
    private static final String RUN = """
        const done = arguments[arguments.length - 1];
        const tell = found => found.id + ": " + found.help + " " + found.nodes.map(node => node.html).join(" ");
        Promise.all(document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 5000)
            .map(one => one.finished))
          .then(() => axe.run(document))
          .then(results => done(results.violations.map(tell)), failure => done([String(failure)]));
        """;

    private Axe() {}

    /// What keeps people out of what is shown, each with where it is.
    static List<String> findings(Browser browser) {
        if (!browser.says("typeof axe === 'object'")) {
            browser.driver.executeScript(SCRIPT);
        }
        return ((List<?>) Objects.requireNonNull(browser.driver.executeAsyncScript(RUN)))
                .stream().map(String::valueOf).toList();
    }

    private static String version() {
        try {
            Properties release = new Properties();
            release.load(new StringReader(text(RELEASE)));
            return release.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String path) {
        try (InputStream file =
                Objects.requireNonNull(Axe.class.getClassLoader().getResourceAsStream(path), path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
