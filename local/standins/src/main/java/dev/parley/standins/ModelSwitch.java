package dev.parley.standins;

import java.time.Duration;
import java.util.regex.Pattern;

/// How a test wants the model to behave, said by the caller's newest text.
sealed interface ModelSwitch {

    Pattern SLOW = Pattern.compile("!slow (\\d{1,6}(?:\\.\\d{1,9})?)");
    Pattern ERROR = Pattern.compile("!error ([45]\\d\\d)");

    /// The text is no switch.
    record None() implements ModelSwitch {}

    record Fail(int status) implements ModelSwitch {}

    record Slow(Duration time) implements ModelSwitch {}

    record Empty() implements ModelSwitch {}

    record Reset() implements ModelSwitch {}

    static ModelSwitch of(String text) {
        return switch (text) {
            case "!throttle" -> new Fail(429);
            case "!empty" -> new Empty();
            case "!reset" -> new Reset();
            default -> withNumber(text);
        };
    }

    private static ModelSwitch withNumber(String text) {
        var slow = SLOW.matcher(text);
        if (slow.matches()) {
            return new Slow(Duration.ofMillis(Math.round(Double.parseDouble(slow.group(1)) * 1000)));
        }
        var error = ERROR.matcher(text);
        return error.matches() ? new Fail(Integer.parseInt(error.group(1))) : new None();
    }
}
