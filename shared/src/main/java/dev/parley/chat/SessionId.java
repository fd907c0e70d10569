package dev.parley.chat;

import java.util.Optional;
import java.util.regex.Pattern;

/// A session's string id: 24 lower-case hex digits, computed from its owner and its number.
///
/// Because the id is arithmetic, a number becomes a key without a look-up, and one owner's number can never address
/// another's session.
public record SessionId(String value) {
    private static final int DIGITS = 24;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{" + DIGITS + "}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]*");

    public SessionId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    /// The id of the owner's session with that number: the start of SHA-256 over `sub`, a line feed and the number.
    public static SessionId of(UserId owner, long number) {
        return computed(owner, Long.toString(number));
    }

    /// The id that `text` is, if it has the shape of one.
    public static Optional<SessionId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    /// The id of a session that a caller looks for: text of another shape names nothing that exists.
    ///
    /// @throws Refusal.NotFound when `text` has not the shape of an id
    public static SessionId sought(String text) {
        return parse(text).orElseThrow(() -> new Refusal.NotFound(Thing.SESSION));
    }

    /// The id given in `field`, where the document answers a malformed one as invalid input.
    ///
    /// @throws Refusal.Invalid when `text` has not the shape of an id
    public static SessionId given(String field, String text) {
        return parse(text).orElseThrow(() -> new Refusal.Invalid(field, "must be " + DIGITS + " hex digits"));
    }

    /// The id of the owner's session whose number a caller looks for: text that is no number, counted from 1 and
    /// written plainly, names nothing that exists.
    ///
    /// @throws Refusal.NotFound when `text` is no such number
    public static SessionId soughtByNumber(UserId owner, String text) {
        return numbered(owner, text).orElseThrow(() -> new Refusal.NotFound(Thing.SESSION));
    }

    /// The id of the owner's session whose number is given in `field`, where the document answers a malformed
    /// one as invalid input.
    ///
    /// @throws Refusal.Invalid when `text` is no number from 1 up, written plainly
    public static SessionId givenByNumber(UserId owner, String field, String text) {
        return numbered(owner, text)
                .orElseThrow(() -> new Refusal.Invalid(field, "must be a whole number from 1 up, in plain digits"));
    }

    /// However long the number is: one that was never given out leads to an id that no session has.
    private static Optional<SessionId> numbered(UserId owner, String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(computed(owner, text)) : Optional.empty();
    }

    private static SessionId computed(UserId owner, String number) {
        return new SessionId(Hash.sha256(owner.value() + "\n" + number).substring(0, DIGITS));
    }
}
