package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void objectsArraysNumbersAndTexts() {
        assertThat(Json.write(Map.of("a", List.of(1, "two", List.of())))).isEqualTo("{\"a\":[1,\"two\",[]]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\\", "\\\"\\u0000", "\n\r\t\b\f\0\u001f", "ä😀\u2028", "</script>", "\u007f"})
    void aTextIsReadBackAsItWasAndIsAscii(String text) throws Exception {
        String json = Json.write(text);

        assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
        assertThat(json).matches("[ -~]+");
    }
}
