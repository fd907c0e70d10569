package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import dev.parley.server.ApiClient;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.LocalBedrock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A browser, and a server whose model a test holds where it wants, and which looks ten times a second whether it
/// is to stop.
///
/// @param line between the server and its model
record PageStage(Browser browser, LocalBedrock bedrock, Tunnel line, LocalServer server, HttpClient http)
        implements AutoCloseable {
    /// A message of so many characters is more than a user's tokens of a day, and the model could take it.
    static final int TOO_MUCH = 24_000;

    private static final int TOKENS = TOO_MUCH / 4;
    private static final Duration OFTEN = Duration.ofMillis(100);

    /// Starts both; the test is skipped, in so many words, where there is no browser.
    static PageStage start() {
        Optional<Browser> browser = Browser.start();
        assumeTrue(browser.isPresent(), Browser.MISSING);
        LocalBedrock bedrock = LocalBedrock.start();
        Tunnel line = Tunnel.to(bedrock.endpoint());
        Clock clock = Clock.systemUTC();
        Pace pace = Pace.of(clock).with(new Pace.Streaming(Duration.ofMinutes(2), OFTEN, OFTEN));
        Options options = new Options(Map.of(
                "PARLEY_PORT",
                "0",
                "PARLEY_BEDROCK_ENDPOINT",
                line.entrance().toString(),
                "PARLEY_DAILY_TOKEN_BUDGET",
                String.valueOf(TOKENS)));
        Tempo tempo = new Tempo(pace, Patience.of(clock), Duration.ofSeconds(5), Duration.ofSeconds(10));
        return new PageStage(
                browser.orElseThrow(), bedrock, line, LocalServer.start(options, tempo), HttpClient.newHttpClient());
    }

    /// Somebody at a desk, by day.
    Person person() {
        return personAt(server.address());
    }

    /// The same, who comes to the server by another address.
    Person personAt(URI address) {
        browser.online(true);
        browser.prefer("light");
        browser.resize(1180, 760, false);
        return new Person(browser, address);
    }

    /// Somebody at a desk who is signed in under a name that nobody else has.
    Person signedIn() {
        Person person = person();
        person.signIn("user-" + UUID.randomUUID());
        return person;
    }

    /// Who keeps the catalog.
    ApiClient administrator() {
        return ApiClient.signIn(server.address(), "administrator", "admins");
    }

    /// The same user on another device.
    ApiClient elsewhere(Person person) {
        return ApiClient.signIn(server.address(), person.name());
    }

    /// Says something in the open conversation from that device, where the answer has begun when this returns.
    InputStream saysElsewhere(Person person, String text) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(server.address().resolve("/stream/" + person.conversation()))
                        .header("authorization", "Bearer " + token(person, 3_600))
                        .POST(BodyPublishers.ofString("{\"content\":\"" + text + "\"}"))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /// A token of the user's.
    ///
    /// @param seconds how long it is good, below zero since when it is not
    String token(Person person, long seconds) {
        return ApiClient.tokens(server.address(), "username=" + person.name() + "&expires_in=" + seconds)
                .path("access_token")
                .asText();
    }

    @Override
    public void close() {
        browser.close();
        http.close();
        server.close();
        line.close();
        bedrock.close();
    }
}
