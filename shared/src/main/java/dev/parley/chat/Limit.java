package dev.parley.chat;

import java.nio.charset.StandardCharsets;

/// How long each kind of text may be, in characters (Unicode code points) or in bytes of UTF-8.
public enum Limit {
    TITLE(256, Unit.CHARACTERS),
    /// A title that nobody has set.
    GIVEN_TITLE(60, Unit.CHARACTERS),
    PREVIEW(1_000, Unit.CHARACTERS),
    /// A preview that nobody has set.
    SHOWN_PREVIEW(100, Unit.CHARACTERS),
    COMMENT(4_000, Unit.CHARACTERS),
    SEARCH(256, Unit.CHARACTERS),
    LABEL(256, Unit.CHARACTERS),
    CONTENT(256 * 1024, Unit.BYTES),
    METADATA(16 * 1024, Unit.BYTES),
    PROMPT(16 * 1024, Unit.BYTES);

    private final int most;
    private final Unit unit;

    Limit(int most, Unit unit) {
        this.most = most;
        this.unit = unit;
    }

    /// Whether `text` is short enough.
    public boolean admits(String text) {
        return admits(unit.measure(text));
    }

    /// Whether so much, in this limit's unit, is little enough.
    boolean admits(long measured) {
        return measured <= most;
    }

    /// How much is little enough, in this limit's unit.
    int most() {
        return most;
    }

    /// `text` as it is, if it is short enough.
    ///
    /// @throws Refusal.Invalid naming `field` and the limit when it is not
    public String check(String field, String text) {
        if (!admits(text)) {
            throw new Refusal.Invalid(field, "must be at most " + most + " " + unit.words);
        }
        return text;
    }

    /// Checks the text that a field is set to, if it is.
    ///
    /// @throws Refusal.Invalid naming `field` and the limit when it is too long
    public void check(String field, Change<String> change) {
        change.ifSet(text -> check(field, text));
    }

    private enum Unit {
        CHARACTERS("characters") {
            @Override
            int measure(String text) {
                return text.codePointCount(0, text.length());
            }
        },
        BYTES("bytes of UTF-8") {
            @Override
            int measure(String text) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        };

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        abstract int measure(String text);
    }
}
