package dev.parley.chat;

/// Whether a text says nothing: no character in it leaves a mark. White space, control characters and zero-width
/// (format) characters leave none.
public final class Blank {
    private Blank() {}

    public static boolean is(String text) {
        return text.codePoints().allMatch(Blank::leavesNoMark);
    }

    private static boolean leavesNoMark(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
