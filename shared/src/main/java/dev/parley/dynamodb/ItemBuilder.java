package dev.parley.dynamodb;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item in the making: what has no value is not written.
final class ItemBuilder {
    private final EnhancedDocument.Builder document;

    ItemBuilder(ItemKey key) {
        document = EnhancedDocument.builder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .putString(Attributes.PK, key.pk())
                .putString(Attributes.SK, key.sk());
    }

    ItemBuilder text(String name, @Nullable String value) {
        if (value != null) {
            document.putString(name, value);
        }
        return this;
    }

    ItemBuilder number(String name, @Nullable Number value) {
        if (value != null) {
            document.putNumber(name, value);
        }
        return this;
    }

    ItemBuilder flag(String name, @Nullable Boolean value) {
        if (value != null) {
            document.putBoolean(name, value);
        }
        return this;
    }

    ItemBuilder time(String name, @Nullable Instant value) {
        return number(name, value == null ? null : value.toEpochMilli());
    }

    Map<String, AttributeValue> build() {
        return document.build().toMap();
    }
}
