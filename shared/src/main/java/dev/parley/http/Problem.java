package dev.parley.http;

import dev.parley.chat.Refusal;

/// The HTTP status of a refusal, and its standard phrase (RFC 9110).
public enum Problem {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    CONFLICT(409, "Conflict"),
    TOO_MANY_REQUESTS(429, "Too Many Requests"),
    INTERNAL_SERVER_ERROR(500, "Internal Server Error");

    private final int status;
    private final String phrase;

    Problem(int status, String phrase) {
        this.status = status;
        this.phrase = phrase;
    }

    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid _ -> BAD_REQUEST;
            case Refusal.Unauthenticated _ -> UNAUTHORIZED;
            case Refusal.Forbidden _ -> FORBIDDEN;
            case Refusal.NotFound _ -> NOT_FOUND;
            case Refusal.Conflict _ -> CONFLICT;
            case Refusal.BudgetSpent _ -> TOO_MANY_REQUESTS;
            case Refusal.TooBusy _, Refusal.NoAnswer _, Refusal.Unexpected _ -> INTERNAL_SERVER_ERROR;
        };
    }

    /// Whether it is a failure on our side, which the log is told of.
    boolean isOurs() {
        return status >= 500;
    }

    public int status() {
        return status;
    }

    public String phrase() {
        return phrase;
    }
}
