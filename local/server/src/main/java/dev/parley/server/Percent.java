package dev.parley.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding, decoded without complaint: what is no escape stays as it stands.
final class Percent {
    private Percent() {}

    /// A segment of a path: `+` is a plus.
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (isEscape(encoded, i)) {
                decoded.write(16 * HexFormat.fromHexDigit(encoded[i + 1]) + HexFormat.fromHexDigit(encoded[i + 2]));
                i += 2;
            } else {
                decoded.write(encoded[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /// A name or a value of a query or a form: `+` is a blank.
    static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }

    private static boolean isEscape(byte[] text, int i) {
        return text[i] == '%'
                && i + 2 < text.length
                && HexFormat.isHexDigit(text[i + 1])
                && HexFormat.isHexDigit(text[i + 2]);
    }
}
