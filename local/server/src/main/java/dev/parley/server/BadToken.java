package dev.parley.server;

/// Why a token is not good.
final class BadToken extends Exception {
    private static final long serialVersionUID = 1L;

    BadToken(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
