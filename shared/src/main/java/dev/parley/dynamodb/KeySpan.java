package dev.parley.dynamodb;

/// The items of one partition whose sort keys lie between two, both included.
record KeySpan(String pk, String first, String last) {

    /// The sort keys that go on from `start` with a digit.
    static KeySpan digitsAfter(String pk, String start) {
        return new KeySpan(pk, start + "0", start + ":");
    }

    /// The sort keys that go on with anything from `start`, which ends in `#`: the character after that is `$`.
    static KeySpan beginningWith(String pk, String start) {
        return new KeySpan(pk, start, start.substring(0, start.length() - 1) + "$");
    }
}
