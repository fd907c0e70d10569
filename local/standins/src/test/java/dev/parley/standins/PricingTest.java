package dev.parley.standins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PricingTest {

    @Test
    void aListAndAMapWeighThreeBytesAndOneForEachElement() {
        AttributeValue text = AttributeValue.fromS("four");

        assertThat(size(AttributeValue.fromL(List.of()))).isEqualTo(1 + 3);
        assertThat(size(AttributeValue.fromL(List.of(text, text)))).isEqualTo(1 + 3 + 2 * (1 + 4));
        assertThat(size(AttributeValue.fromM(Map.of()))).isEqualTo(1 + 3);
        assertThat(size(AttributeValue.fromM(Map.of("name", text)))).isEqualTo(1 + 3 + 1 + 4 + 4);
    }

    @Test
    void nothingAndAFlagWeighAByte() {
        assertThat(size(AttributeValue.fromNul(true))).isEqualTo(1 + 1);
        assertThat(size(AttributeValue.fromBool(false))).isEqualTo(1 + 1);
    }

    private static int size(AttributeValue value) {
        return Pricing.size(Map.of("a", value));
    }
}
