package dev.parley.standins;

import java.time.Duration;
import java.util.regex.Pattern;

/// How a test wants the model to behave, said by the caller's newest text.
sealed interface ModelSwitch {

    Pattern SLOW = Pattern.compile("!slow (\\d{1,6}(?:\\.\\d{1,9})?)");
    Pattern DRIP = Pattern.compile("!drip (\\d{1,6}(?:\\.\\d{1,9})?)(?: .*)?", Pattern.DOTALL);
    Pattern BREAK = Pattern.compile("!break ([45]\\d\\d)");
    Pattern ERROR = Pattern.compile("!error ([45]\\d\\d)");

    /// The text is no switch.
    record None() implements ModelSwitch {}

    record Fail(int status) implements ModelSwitch {}

    record Slow(Duration time) implements ModelSwitch {}

    /// Each piece of a streamed answer comes so long after the one before.
    record Drip(Duration time) implements ModelSwitch {}

    /// A streamed answer breaks off after its first piece, with the exception of that status.
    record Break(int status) implements ModelSwitch {}

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
            return new Slow(seconds(slow.group(1)));
        }
        var drip = DRIP.matcher(text);
        if (drip.matches()) {
            return new Drip(seconds(drip.group(1)));
        }
        var broken = BREAK.matcher(text);
        if (broken.matches()) {
            return new Break(Integer.parseInt(broken.group(1)));
        }
        var error = ERROR.matcher(text);
        return error.matches() ? new Fail(Integer.parseInt(error.group(1))) : new None();
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }
}
