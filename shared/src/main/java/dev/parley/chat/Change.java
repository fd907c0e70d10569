package dev.parley.chat;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What an update says of one optional field: leave it, set it, or clear it.
public sealed interface Change<T> {
    /// The field was not mentioned.
    record Keep<T>() implements Change<T> {}

    /// The field takes this value.
    record Set<T>(T value) implements Change<T> {}

    /// The field loses its value.
    record Clear<T>() implements Change<T> {}

    static <T> Change<T> keep() {
        return new Keep<>();
    }

    static <T> Change<T> set(T value) {
        return new Set<>(value);
    }

    static <T> Change<T> clear() {
        return new Clear<>();
    }

    /// The same change, of the value that `mapping` makes of a set one.
    default <R> Change<R> map(Function<T, R> mapping) {
        return switch (this) {
            case Keep<T> _ -> keep();
            case Set<T>(var value) -> set(mapping.apply(value));
            case Clear<T> _ -> clear();
        };
    }

    /// What the field holds after the change, given what it held before.
    default @Nullable T applyTo(@Nullable T before) {
        return switch (this) {
            case Keep<T> _ -> before;
            case Set<T>(var value) -> value;
            case Clear<T> _ -> null;
        };
    }

    /// What the field holds after the change when it is never empty: a cleared one goes back to `initial`.
    default T applyTo(T before, T initial) {
        return switch (this) {
            case Keep<T> _ -> before;
            case Set<T>(var value) -> value;
            case Clear<T> _ -> initial;
        };
    }

    /// The value that the field takes, if it is set.
    default Optional<T> newValue() {
        return this instanceof Set<T>(var value) ? Optional.of(value) : Optional.empty();
    }

    /// Looks at the value that the field takes, if it is set.
    default void ifSet(Consumer<T> look) {
        newValue().ifPresent(look);
    }

    default boolean changes() {
        return !(this instanceof Keep);
    }
}
