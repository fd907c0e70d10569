package dev.parley.chat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a text is as a title: one line without quotation marks or Markdown around it, no longer than
/// [Limit#GIVEN_TITLE].
final class TitleText {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    /// Format characters leave no mark, and some turn the text around them. Two join letters or emoji, and tags
    /// make flags.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}&&[^\\u200C\\u200D\\x{E0020}-\\x{E007F}]]");
    private static final Pattern MARKDOWN_INSIDE = Pattern.compile("\\*\\*|`");
    private static final Pattern MARKDOWN_BEFORE = Pattern.compile("^(#{1,6}|[-*+>])\\s+");
    private static final Pattern LABEL = Pattern.compile("^title\\s*:\\s*", Pattern.CASE_INSENSITIVE);
    private static final List<String> PAIRS =
            List.of("\"\"", "''", "**", "__", "“”", "‘’", "„“", "‚‘", "””", "’’", "«»", "»«", "‹›", "「」", "『』", "《》");

    private TitleText() {}

    /// The title that a model has answered with: its first line that has a letter or a digit; nothing if none has,
    /// or if that line is longer than any title may be, since then it is something else.
    static Optional<String> ofAnswer(String answer) {
        return answer.lines()
                .map(line -> bare(oneLine(line)))
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .findFirst()
                .filter(Limit.TITLE::admits)
                .map(TitleText::start);
    }

    /// The title that a message makes: its start.
    static String ofMessage(String text) {
        return start(oneLine(text));
    }

    private static String start(String line) {
        return TextStart.of(line, Limit.GIVEN_TITLE.most());
    }

    private static String oneLine(String text) {
        return UNSEEN.matcher(SPACE.matcher(text).replaceAll(" "))
                .replaceAll("")
                .strip();
    }

    private static String bare(String line) {
        String text = MARKDOWN_INSIDE.matcher(line).replaceAll("");
        String before;
        do {
            before = text;
            text = MARKDOWN_BEFORE.matcher(text).replaceFirst("");
            text = LABEL.matcher(text).replaceFirst("");
            text = withoutPair(text).strip();
        } while (!text.equals(before));
        return text;
    }

    private static String withoutPair(String text) {
        boolean paired = text.length() > 1 && PAIRS.contains(text.substring(0, 1) + text.charAt(text.length() - 1));
        return paired ? text.substring(1, text.length() - 1) : text;
    }
}
