package dev.parley.http;

import java.math.BigInteger;

/// Whole numbers of any length, as callers write them.
final class WholeNumbers {
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);

    private WholeNumbers() {}

    /// The number, or the largest or smallest there is.
    static long saturated(BigInteger number) {
        return number.min(LARGEST).max(SMALLEST).longValue();
    }
}
