package dev.parley.standins;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the values of the template's parameters switch on and off.
///
/// @param parameters those that do not have their defaults
record Switches(Section template, Map<String, String> parameters) {

    /// Whether an event source is enabled: by `Enabled`, which may be `!If` on a condition that compares one
    /// parameter.
    boolean enable(Section event) {
        return switch (event.entries().get("Enabled")) {
            case null -> true;
            case Boolean enabled -> enabled;
            case Map<?, ?> chosen
            when chosen.get("Fn::If") instanceof List<?> choice && choice.size() == 3 ->
                Boolean.TRUE.equals(choice.get(holds(String.valueOf(choice.getFirst())) ? 1 : 2));
            default ->
                throw new IllegalStateException("In the template, Enabled of " + event.name() + " is no switch.");
        };
    }

    private boolean holds(String condition) {
        List<?> sides = Optional.ofNullable(template.section("Conditions")
                        .section(condition)
                        .entries()
                        .get("Fn::Equals"))
                .filter(List.class::isInstance)
                .map(List.class::cast)
                .orElseThrow(() -> new IllegalStateException(
                        "In the template, the condition " + condition + " does not compare a parameter."));
        String parameter = Section.of(condition, sides.getFirst()).text("Ref");
        String value = parameters.getOrDefault(
                parameter, template.section("Parameters").section(parameter).text("Default"));
        return value.equals(sides.getLast());
    }
}
