package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Change;
import dev.parley.chat.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static final Map<String, Role> ROLES = Map.of("user", Role.USER, "system", Role.SYSTEM);

    private static final Reader REQUIRED_TEXT = new Reader("requiredText", fields -> fields.requiredText("field"));
    private static final Reader REQUIRED_OBJECT =
            new Reader("requiredObject", fields -> fields.requiredObject("field"));
    private static final Reader REQUIRED_CHOICE =
            new Reader("requiredChoice", fields -> fields.requiredChoice("field", ROLES));
    private static final Reader TEXT = new Reader("text", fields -> fields.text("field"));
    private static final Reader NUMBER = new Reader("number", fields -> fields.number("field"));
    private static final Reader WHOLE_NUMBER = new Reader("wholeNumber", fields -> fields.wholeNumber("field"));
    private static final Reader REQUIRED_WHOLE_NUMBER =
            new Reader("requiredWholeNumber", fields -> fields.requiredWholeNumber("field"));
    private static final Reader INSTANT = new Reader("instant", fields -> fields.instant("field"));
    private static final Reader TEXT_CHANGE = new Reader("textChange", fields -> fields.textChange("field"));
    private static final Reader OBJECT_CHANGE = new Reader("objectChange", fields -> fields.objectChange("field"));
    private static final Reader METADATA_CHANGE =
            new Reader("metadataChange", fields -> fields.metadataChange("field"));
    private static final Reader INSTANT_CHANGE = new Reader("instantChange", fields -> fields.instantChange("field"));
    private static final Reader NUMBER_CHANGE = new Reader("numberChange", fields -> fields.numberChange("field"));
    private static final Reader WHOLE_NUMBER_CHANGE =
            new Reader("wholeNumberChange", fields -> fields.wholeNumberChange("field"));
    private static final Reader CHOICE_CHANGE =
            new Reader("choiceChange", fields -> fields.choiceChange("field", ROLES));

    private static final Reader REQUIRED_TEXT_CHANGE =
            new Reader("requiredTextChange", fields -> fields.requiredTextChange("field"));
    private static final Reader FLAG_CHANGE = new Reader("flagChange", fields -> fields.flagChange("field"));
    private static final Reader REQUIRED_WHOLE_NUMBER_CHANGE =
            new Reader("requiredWholeNumberChange", fields -> fields.requiredWholeNumberChange("field"));

    private static Stream<Reader> required() {
        return Stream.of(REQUIRED_TEXT, REQUIRED_OBJECT, REQUIRED_CHOICE, REQUIRED_WHOLE_NUMBER);
    }

    private static Stream<Reader> optional() {
        return Stream.of(TEXT, NUMBER, WHOLE_NUMBER, INSTANT);
    }

    private static Stream<Reader> clearable() {
        return Stream.of(
                TEXT_CHANGE, OBJECT_CHANGE, METADATA_CHANGE, INSTANT_CHANGE, NUMBER_CHANGE, WHOLE_NUMBER_CHANGE);
    }

    private static Stream<Reader> unclearable() {
        return Stream.of(CHOICE_CHANGE, FLAG_CHANGE, REQUIRED_TEXT_CHANGE, REQUIRED_WHOLE_NUMBER_CHANGE);
    }

    private static Stream<Reader> texts() {
        return Stream.of(
                REQUIRED_TEXT,
                REQUIRED_CHOICE,
                TEXT,
                INSTANT,
                TEXT_CHANGE,
                INSTANT_CHANGE,
                CHOICE_CHANGE,
                REQUIRED_TEXT_CHANGE);
    }

    private static Stream<Reader> objects() {
        return Stream.of(REQUIRED_OBJECT, OBJECT_CHANGE, METADATA_CHANGE);
    }

    @ParameterizedTest
    @MethodSource("required")
    void aRequiredFieldThatIsAbsentOrNullIsRefused(Reader reader) {
        reader.refuses("{}", "field is required");
        reader.refuses("{\"Field\": \"another case\"}", "field is required");
        reader.refuses("{\"field\": null}", "field must not be null");
    }

    @ParameterizedTest
    @MethodSource("optional")
    void anOptionalFieldThatIsAbsentIsEmptyAndNullIsRefused(Reader reader) {
        assertThat(reader.of("{}")).isEqualTo(Optional.empty());
        reader.refuses("{\"field\": null}", "field must not be null");
    }

    @ParameterizedTest
    @MethodSource("clearable")
    void aClearableFieldIsKeptWhenAbsentAndClearedWhenNull(Reader reader) {
        assertThat(reader.of("{}")).isEqualTo(Change.keep());
        assertThat(reader.of("{\"field\": null}")).isEqualTo(Change.clear());
    }

    @ParameterizedTest
    @MethodSource("unclearable")
    void aFieldThatCannotBeClearedIsKeptWhenAbsentAndNullIsRefused(Reader reader) {
        assertThat(reader.of("{}")).isEqualTo(Change.keep());
        reader.refuses("{\"field\": null}", "field must not be null");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatIsNoStringIsNoText(Reader reader) {
        for (String value : new String[] {"1", "1.5", "true", "{}", "[\"user\"]"}) {
            reader.refuses("{\"field\": " + value + "}", "field must be a string");
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatIsNoObjectIsRefusedWhereOneBelongs(Reader reader) {
        for (String value : new String[] {"1", "\"{}\"", "false", "[]", "[{}]"}) {
            reader.refuses("{\"field\": " + value + "}", "field must be an object");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "true", "{}", "[5]", "\"NaN\""})
    void whatIsNoNumberIsRefusedWhereOneBelongs(String value) {
        String body = "{\"field\": " + value + "}";

        NUMBER.refuses(body, "field must be a number");
        NUMBER_CHANGE.refuses(body, "field must be a number");
        WHOLE_NUMBER.refuses(body, "field must be a whole number");
        WHOLE_NUMBER_CHANGE.refuses(body, "field must be a whole number");
    }

    @Test
    void aTextComesBackExactlyAsItWasSent() {
        String text = " \uD83D\uDC69\u200D\uD83D\uDCBB \u202Eright to left\n\u001B[31m <script>${jndi:x} ";

        assertThat(fields(Json.write(Map.of("field", text))).requiredText("field"))
                .isEqualTo(text);
        assertThat(TEXT.of(Json.write(Map.of("field", text)))).isEqualTo(Optional.of(text));
        assertThat(TEXT_CHANGE.of(Json.write(Map.of("field", text)))).isEqualTo(Change.set(text));
        assertThat(REQUIRED_TEXT_CHANGE.of(Json.write(Map.of("field", text)))).isEqualTo(Change.set(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u200B", "\u00A0", "\u0001", "\uFEFF", "\u2003\u00AD", "\u2060 \u0085"})
    void aTextThatLeavesNoMarkIsBlank(String text) {
        String body = Json.write(Map.of("field", text));

        REQUIRED_TEXT.refuses(body, "field must not be blank");
        REQUIRED_CHOICE.refuses(body, "field must not be blank");
        REQUIRED_TEXT_CHANGE.refuses(body, "field must not be blank");
        assertThat(TEXT.of(body)).isEqualTo(Optional.of(text));
        assertThat(TEXT_CHANGE.of(body)).isEqualTo(Change.set(text));
    }

    @Test
    void oneCharacterThatLeavesAMarkIsEnough() {
        assertThat(fields("{\"field\": \"\\u200B.\\u00A0\"}").requiredText("field"))
                .isEqualTo("\u200B.\u00A0");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "4.50, 4.50", "1e400, 1E+400", "1E+1000000000, 1E+1000000000", "-0.0, 0.0"})
    void aNumberIsExactHoweverLarge(String written, String read) {
        assertThat(fields("{\"field\": " + written + "}").number("field")).contains(new BigDecimal(read));
        assertThat(NUMBER_CHANGE.of("{\"field\": " + written + "}")).isEqualTo(Change.set(new BigDecimal(read)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, 2_147_483_648L, 9_007_199_254_740_993L, Long.MAX_VALUE, Long.MIN_VALUE})
    void aWholeNumberIsOneOfSixtyFourBits(long number) {
        String body = "{\"field\": " + number + "}";

        assertThat(WHOLE_NUMBER.of(body)).isEqualTo(Optional.of(number));
        assertThat(REQUIRED_WHOLE_NUMBER.of(body)).isEqualTo(number);
        assertThat(REQUIRED_WHOLE_NUMBER_CHANGE.of(body)).isEqualTo(Change.set(number));
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775808, 9223372036854775807", "-99999999999999999999, -9223372036854775808"})
    void aWholeNumberBeyondThatIsTheLargestOrSmallest(String written, long read) {
        assertThat(fields("{\"field\": " + written + "}").wholeNumber("field")).contains(read);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aChangedWholeNumberIsOneOfThirtyTwoBits(int number) {
        assertThat(WHOLE_NUMBER_CHANGE.of("{\"field\": " + number + "}")).isEqualTo(Change.set(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "3.0", "1e3", "1e308", "true", "\"1\""})
    void anythingElseIsNoWholeNumber(String value) {
        WHOLE_NUMBER.refuses("{\"field\": " + value + "}", "field must be a whole number");
        REQUIRED_WHOLE_NUMBER.refuses("{\"field\": " + value + "}", "field must be a whole number");
        REQUIRED_WHOLE_NUMBER_CHANGE.refuses("{\"field\": " + value + "}", "field must be a whole number");
        WHOLE_NUMBER_CHANGE.refuses("{\"field\": " + value + "}", "field must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "9007199254740993"})
    void aChangedWholeNumberOfMoreThanThirtyTwoBitsIsRefused(String number) {
        WHOLE_NUMBER_CHANGE.refuses("{\"field\": " + number + "}", "field must be a whole number");
    }

    @Test
    void aFlagIsTrueOrFalseAndNothingElse() {
        assertThat(FLAG_CHANGE.of("{\"field\": true}")).isEqualTo(Change.set(true));
        assertThat(FLAG_CHANGE.of("{\"field\": false}")).isEqualTo(Change.set(false));
        FLAG_CHANGE.refuses("{\"field\": \"true\"}", "field must be true or false");
        FLAG_CHANGE.refuses("{\"field\": 1}", "field must be true or false");
    }

    @Test
    void aPointInTimeIsReadWithItsZone() {
        String body = "{\"field\": \"2024-01-01T01:00:00.1239+01:00\"}";

        assertThat(INSTANT.of(body)).isEqualTo(Optional.of(Instant.parse("2024-01-01T00:00:00.123Z")));
        assertThat(INSTANT_CHANGE.of(body)).isEqualTo(Change.set(Instant.parse("2024-01-01T00:00:00.123Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-01-01", "2024-01-01T00:00:00", "now"})
    void anythingElseIsNoPointInTime(String text) {
        String body = Json.write(Map.of("field", text));

        INSTANT.refuses(body, "field must be a date-time with its zone, in ISO 8601");
        INSTANT_CHANGE.refuses(body, "field must be a date-time with its zone, in ISO 8601");
    }

    @Test
    void aChoiceIsMadeByItsExactWord() {
        assertThat(REQUIRED_CHOICE.of("{\"field\": \"user\"}")).isEqualTo(Role.USER);
        assertThat(CHOICE_CHANGE.of("{\"field\": \"user\"}")).isEqualTo(Change.set(Role.USER));
        for (String word : new String[] {"User", "USER", "user ", "tool", "__proto__"}) {
            String body = Json.write(Map.of("field", word));
            REQUIRED_CHOICE.refuses(body, "field must be one of system, user");
            CHOICE_CHANGE.refuses(body, "field must be one of system, user");
        }
    }

    @Test
    void aFieldWithinAnObjectIsNamedWithTheObjectsItLiesIn() {
        Fields inner = fields(
                        "{\"outer\": {\"inner\": {\"text\": 1, \"blank\": \"\", \"role\": \"x\", \"at\": \"x\"}}}")
                .requiredObject("outer")
                .requiredObject("inner");

        Refused.asInvalid("outer.inner.text must be a string", () -> inner.text("text"));
        Refused.asInvalid("outer.inner.blank must not be blank", () -> inner.requiredText("blank"));
        Refused.asInvalid("outer.inner.gone is required", () -> inner.requiredObject("gone"));
        Refused.asInvalid("outer.inner.role must be one of system, user", () -> inner.choiceChange("role", ROLES));
        Refused.asInvalid("outer.inner.at must be a date-time with its zone, in ISO 8601", () -> inner.instant("at"));
        assertThat(inner.invalid("text", "is wrong")).hasMessage("outer.inner.text is wrong");
    }

    private static Fields fields(String body) {
        return Fields.parse(body);
    }

    /// A way to read `field`.
    record Reader(String name, Function<Fields, Object> read) {
        Object of(String body) {
            return read.apply(fields(body));
        }

        void refuses(String body, String message) {
            Refused.asInvalid(message, () -> of(body));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
