package dev.parley.chat;

import java.util.List;

/// Texts that stores and wires are known to spoil.
final class Texts {
    private Texts() {}

    static List<String> awkward() {
        return List.of(
                "😀 and 👩‍👩‍👧‍👦, 🏳️‍🌈, 👍🏽",
                "שלום, مرحبا, \u202Eright to left\u202C",
                "e\u0301 is not é, and \uFB01 is one letter",
                "joined\u200D and unjoined\u200C and \uFEFFmarked",
                " \t white space kept \r\n\n ",
                "\u0001\u001F\u007F\u0085\u2028",
                "\"quoted\" \\u0041 ${x} #sk :pk <b> %00 'or 1=1",
                "x".repeat(256 * 1024),
                "😀".repeat(64 * 1024));
    }
}
