package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.parley.chat.Caller;
import dev.parley.chat.Once;
import dev.parley.chat.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    private static final String BODY = "{\"text\":\"h\u00E9llo\"}";

    @Test
    void aSegmentOfThePathIsFoundByItsName() {
        assertThat(call(_ -> {}).path("id")).isEqualTo("1");
        assertThat(call(_ -> {}).path("other")).isEmpty();
        assertThat(new Call(Events.read(new APIGatewayV2HTTPEvent()), new Caller(new UserId("ada"), false)).path("id"))
                .isEmpty();
    }

    @Test
    void theQueryIsReadFromItsRawString() {
        Call call = call(event -> {
            event.setRawQueryString("limit=1%2C2");
            event.setQueryStringParameters(Map.of("limit", "3"));
        });

        assertThat(call.query().text("limit")).contains("1,2");
        assertThat(call(event -> event.setRawQueryString(null)).query().text("limit"))
                .isEmpty();
    }

    @Test
    void aRepeatedQueryParameterIsRefusedThoughNobodyAsksForIt() {
        Refused.asInvalid("a must be given once", () -> call(event -> event.setRawQueryString("a=1&a=2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "text/html; charset=utf-16"
            })
    void theBodyIsJsonWhateverTheContentTypeSays(String type) {
        Call call = call(event -> event.setHeaders(Map.of("content-type", type)));

        assertThat(call.body().requiredText("text")).isEqualTo("h\u00E9llo");
    }

    @Test
    void aMissingBodyIsNoObject() {
        Refused.asInvalid(
                "body must be a JSON object",
                () -> call(event -> event.setBody(null)).body());
        Refused.asInvalid(
                "body must be a JSON object",
                () -> call(event -> event.setBody(" ".repeat(1_000_000))).body());
    }

    @Test
    void aBodyInBase64IsDecoded() {
        assertThat(call(inBase64(BODY.getBytes(StandardCharsets.UTF_8))).body().requiredText("text"))
                .isEqualTo("h\u00E9llo");
        assertThat(call(inBase64(("\uFEFF" + BODY).getBytes(StandardCharsets.UTF_8)))
                        .body()
                        .requiredText("text"))
                .isEqualTo("h\u00E9llo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":\"plain\"}", "e3 0=", "e30=\n", "%%%%", "e30=e30=", "e"})
    void aBodyThatIsNoBase64IsRefused(String body) {
        Call call = call(event -> {
            event.setIsBase64Encoded(true);
            event.setBody(body);
        });

        Refused.asInvalid("body must be JSON in UTF-8", call::body);
    }

    private static List<byte[]> otherEncodings() {
        return List.of(
                BODY.getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {'{', (byte) 0xC0, (byte) 0x80, '}'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0});
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void aBodyThatIsNoUtf8IsRefused(byte[] bytes) {
        Refused.asInvalid(
                "body must be JSON in UTF-8", () -> call(inBase64(bytes)).body());
    }

    @Test
    void aBodyInUtf16WithoutMarkIsNoJson() {
        Refused.asInvalid(
                "body must be valid JSON",
                () -> call(inBase64("{}".getBytes(StandardCharsets.UTF_16LE))).body());
    }

    @Test
    void aCallWithoutKeyAlwaysHasItsEffect() {
        assertThat(call(_ -> {}).once()).isEqualTo(Once.ALWAYS);
        assertThat(call(event -> event.setHeaders(null)).once()).isEqualTo(Once.ALWAYS);
        assertThat(call(event -> event.setHeaders(Map.of("idempotency-key2", "k")))
                        .once())
                .isEqualTo(Once.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idempotency-key", "Idempotency-Key", "IDEMPOTENCY-KEY", "iDEMPOTENCY-kEY"})
    void theKeyIsFoundInAnyCase(String header) {
        assertThat(call(event -> event.setHeaders(Map.of("accept", "*/*", header, "key")))
                        .once())
                .isEqualTo(keyed("key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "~", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "-", "+", "a/b=c;d:e\\f[g]"})
    void aKeyIsMadeOfVisibleCharacters(String key) {
        assertThat(keyed(key)).isInstanceOf(Once.Keyed.class);
    }

    @Test
    void aKeyMayHaveTwoHundredAndFiftyFiveCharactersAndNoMore() {
        assertThat(keyed("k".repeat(255))).isNotEqualTo(keyed("k".repeat(254)));
        refusesKey("k".repeat(256));
        refusesKey("k".repeat(10_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", " a", "a,b", ",", "a\tb", "a\n", "\u0000", "\u007F", "\u00E9", "\u200B", "\uFF41"
            })
    void aKeyOfAnotherShapeIsRefused(String key) {
        refusesKey(key);
    }

    @Test
    void theSameRequestUnderTheSameKeyIsTheSame() {
        assertThat(keyed("key")).isEqualTo(keyed("key"));
        assertThat(keyed("key").key()).isNotEqualTo(keyed("Key").key());
        assertThat(keyed("key").request()).isEqualTo(keyed("other").request());
    }

    @Test
    void theSameBodyInBase64IsTheSameRequest() {
        assertThat(keyed("key", inBase64(BODY.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(keyed("key"));
    }

    @Test
    void aBodyThatCannotBeReadIsPartOfTheRequestAllTheSame() {
        assertThat(keyed("key", inBase64(new byte[] {(byte) 0xFF})))
                .isEqualTo(keyed("key", inBase64(new byte[] {(byte) 0xFF})))
                .isNotEqualTo(keyed("key", inBase64(new byte[] {(byte) 0xFE})));
    }

    private static List<Consumer<APIGatewayV2HTTPEvent>> otherRequests() {
        return List.of(
                event -> event.setRouteKey("PUT /things/{id}"),
                event -> event.setRawPath("/things/2"),
                event -> event.setRawQueryString("a=b"),
                event -> event.setBody(BODY + " "),
                event -> event.setBody(null));
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void anotherRequestUnderTheSameKeyIsAnother(Consumer<APIGatewayV2HTTPEvent> change) {
        assertThat(keyed("key", change).key()).isEqualTo(keyed("key").key());
        assertThat(keyed("key", change).request()).isNotEqualTo(keyed("key").request());
    }

    @Test
    void theKeyItselfIsNotKept() {
        assertThat(keyed("canary").toString()).doesNotContain("canary");
    }

    private static void refusesKey(String key) {
        Refused.asInvalid(
                "Idempotency-Key must be one of 1 to 255 visible characters without a comma", () -> keyed(key));
    }

    private static Once.Keyed keyed(String key) {
        return keyed(key, _ -> {});
    }

    private static Once.Keyed keyed(String key, Consumer<APIGatewayV2HTTPEvent> change) {
        Consumer<APIGatewayV2HTTPEvent> keyed = event -> event.setHeaders(Map.of("idempotency-key", key));
        return (Once.Keyed) call(keyed.andThen(change)).once();
    }

    private static Call call(Consumer<APIGatewayV2HTTPEvent> change) {
        APIGatewayV2HTTPEvent event = Events.withBody(BODY);
        change.accept(event);
        return new Call(Events.read(event), new Caller(new UserId("ada"), false));
    }

    private static Consumer<APIGatewayV2HTTPEvent> inBase64(byte[] body) {
        return event -> {
            event.setIsBase64Encoded(true);
            event.setBody(Base64.getEncoder().encodeToString(body));
        };
    }
}
