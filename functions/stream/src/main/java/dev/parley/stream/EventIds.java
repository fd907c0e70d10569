package dev.parley.stream;

import dev.parley.chat.Position;
import dev.parley.chat.TurnEvent.Delta;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ids of events: `<turn id>:<how long the answer is with it>`. A client that comes back says the last one that
/// it has seen.
final class EventIds {
    private static final Pattern POSITION = Pattern.compile("(?:(?<turn>[0-9a-z-]{1,64}):)?(?<units>[0-9]{1,1000})");
    private static final BigInteger FARTHEST = BigInteger.valueOf(Integer.MAX_VALUE);

    private EventIds() {}

    static String of(Delta delta) {
        return delta.turn() + ":" + delta.chunk().end();
    }

    /// The position that an id means, or a number alone; nothing, if `text` is neither.
    static Optional<Position> position(String text) {
        return Optional.of(POSITION.matcher(text)).filter(Matcher::matches).map(matcher -> {
            int units = new BigInteger(matcher.group("units")).min(FARTHEST).intValue();
            String turn = matcher.group("turn");
            return turn == null ? new Position.OfTheLast(units) : new Position.Of(turn, units);
        });
    }
}
