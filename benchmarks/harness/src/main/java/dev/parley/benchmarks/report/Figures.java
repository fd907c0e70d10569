package dev.parley.benchmarks.report;

import java.util.Locale;

/// How figures are written.
public final class Figures {
    private Figures() {}

    /// The figure that is written where at most two decimals are.
    public static double toHundredths(double figure) {
        return Math.round(figure * 100) / 100.0;
    }

    /// With commas between thousands, and as many decimals as it takes to tell, at most two: `14`, `2.5`, `50,000`.
    public static String plain(double figure) {
        String written = String.format(Locale.ROOT, "%,.2f", figure);
        return written.replaceFirst("\\.?0+$", "");
    }

    /// US dollars and cents.
    public static String dollars(double figure) {
        return String.format(Locale.ROOT, "$%,.2f", figure);
    }

    /// To a tenth: milliseconds of one answer, megabytes of a file.
    public static String tenths(double figure) {
        return String.format(Locale.ROOT, "%,.1f", figure);
    }

    /// Whole: milliseconds of a start, megabytes of memory, answers a second.
    public static String whole(double figure) {
        return String.format(Locale.ROOT, "%,.0f", figure);
    }

    /// How many times as much.
    public static String ratio(double figure) {
        return String.format(Locale.ROOT, "%,.2f", figure);
    }
}
