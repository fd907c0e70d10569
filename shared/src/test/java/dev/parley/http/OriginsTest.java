package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final Origins PAGES = Origins.parse("https://app.example.com,http://localhost:8080");

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com", "http://localhost:8080"})
    void aListedOriginIsTheOneThatMayRead(String origin) {
        assertThat(PAGES.headers(from(origin)))
                .isEqualTo(Map.of(
                        "access-control-allow-origin", origin,
                        "access-control-expose-headers", "retry-after,x-amzn-requestid",
                        "vary", "origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://app.example.com.evil.com",
                "https://APP.example.com",
                "https://app.example.com,http://localhost:8080",
                "null",
                ""
            })
    void anyOtherMayNot(String origin) {
        assertThat(PAGES.headers(from(origin))).isEqualTo(Map.of("vary", "origin"));
    }

    @Test
    void whereThereAreNoneNothingIsSaid() {
        assertThat(Origins.parse("").headers(from("https://app.example.com"))).isEmpty();
        assertThat(Origins.UNSAID.headers(from("https://app.example.com"))).isEmpty();
    }

    private static Event from(String origin) {
        return new Event("", "", "", Map.of("origin", origin), Map.of(), Map.of(), "", "", false);
    }
}
