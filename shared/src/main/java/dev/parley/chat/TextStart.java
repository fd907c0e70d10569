package dev.parley.chat;

import java.text.BreakIterator;
import java.util.Locale;

/// The start of a text where there is no room for all of it.
final class TextStart {
    /// How far the rules for breaking lines look beyond the place in question.
    private static final int LOOK_AHEAD = 64;

    private TextStart() {}

    /// As much of the text as comes to no more than `most` code points, less the white space around it: whole
    /// words, or, where the last one would take more than half of the room away, whole characters as readers see
    /// them, of which some are several code points.
    static String of(String text, int most) {
        String whole = text.strip();
        if (whole.codePointCount(0, whole.length()) <= most) {
            return whole;
        }
        int room = whole.offsetByCodePoints(0, most);
        return whole.substring(0, end(whole, room)).stripTrailing();
    }

    private static int end(String text, int room) {
        if (Character.isWhitespace(text.codePointAt(room))) {
            return room;
        }
        String near = text.substring(0, Math.min(text.length(), room + LOOK_AHEAD));
        int word = lastBreak(BreakIterator.getLineInstance(Locale.ROOT), near, room);
        if (word > room / 2) {
            return word;
        }
        int character = lastBreak(BreakIterator.getCharacterInstance(Locale.ROOT), near, room);
        return character > 0 ? character : room;
    }

    private static int lastBreak(BreakIterator breaks, String text, int room) {
        breaks.setText(text);
        return breaks.isBoundary(room) ? room : breaks.preceding(room);
    }
}
