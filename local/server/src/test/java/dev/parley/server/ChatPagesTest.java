package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page at `/` over HTTP: its files, what they may do, and what they call.
class ChatPagesTest {
    private static final LocalServer SERVER =
            LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), Clock.systemUTC());
    private static final WebPages PAGES = new WebPages(SERVER.address());
    private static final Pattern LOADED = Pattern.compile("(?:src=|href=|from )\"(/page/[^\"]+)\"");
    private static final Pattern CALLED = Pattern.compile("[\"`](/[a-z]+(?:/[a-z]+)*)[\"`/?$]");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void everyFileThatIsLoadedComesFromHereAndMayDoNothingButCallThisServer() {
        for (String path : files()) {
            HttpResponse<String> file = PAGES.get(path);

            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(file.headers()
                            .firstValue("content-security-policy")
                            .orElse("")
                            .split("; "))
                    .contains(
                            "default-src 'none'",
                            "script-src 'self'",
                            "style-src 'self'",
                            "connect-src 'self'",
                            "frame-ancestors 'none'",
                            "require-trusted-types-for 'script'");
            assertThat(file.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(file.headers().firstValue("referrer-policy")).contains("no-referrer");
            assertThat(file.headers().firstValue("content-type").orElse(""))
                    .isEqualTo(
                            switch (path.substring(path.lastIndexOf('.') + 1)) {
                                case "js" -> "text/javascript; charset=utf-8";
                                case "css" -> "text/css; charset=utf-8";
                                case "svg" -> "image/svg+xml";
                                default -> "text/html; charset=utf-8";
                            });
            assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                    .as(path)
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "eval(", "http://", "https://", " style=");
        }
    }

    @Test
    void itCallsNothingBesidesTheApiButTheTokenPage() {
        Set<String> called = new TreeSet<>();
        for (String path : files()) {
            CALLED.matcher(PAGES.get(path).body())
                    .results()
                    .map(found -> found.group(1))
                    .forEach(called::add);
        }

        assertThat(called)
                .contains("/sessions", "/stream")
                .filteredOn(path -> !path.startsWith("/page"))
                .containsExactlyInAnyOrder(
                        "/catalog/assistants",
                        "/catalog/profiles",
                        "/docs",
                        "/local/token",
                        "/sessions",
                        "/sessions/delete",
                        "/stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/page/", "/page/index.html", "/page/../page/page.js", "/page/nothing.js", "//"})
    void nothingElseIsThere(String path) {
        assertThat(PAGES.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/page.js"})
    void itIsReadAndNotWritten(String path) {
        assertThat(PAGES.post(path).statusCode()).isEqualTo(404);
    }

    /// The page, and all that it and what it loads load.
    private static Set<String> files() {
        Set<String> found = new TreeSet<>();
        Deque<String> unread = new ArrayDeque<>(Set.of("/"));
        while (!unread.isEmpty()) {
            String path = unread.pop();
            if (found.add(path)) {
                LOADED.matcher(PAGES.get(path).body())
                        .results()
                        .map(match -> match.group(1))
                        .forEach(unread::push);
            }
        }
        assertThat(found).contains("/page/page.css", "/page/icon.svg", "/page/turn.js");
        return found;
    }
}
