package dev.parley.http;

import dev.parley.chat.Caller;
import dev.parley.chat.Hash;
import dev.parley.chat.Once;
import dev.parley.chat.Refusal;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What was asked, and by whom.
public record Call(Event event, Caller caller, Query query) {
    private static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final Pattern KEY_SHAPE = Pattern.compile("[!-+\\--~]{1,255}");

    /// The call that an event of `caller` is.
    ///
    /// @throws Refusal.Invalid for a query parameter that is repeated or not percent-encoded UTF-8, wanted or not
    public Call(Event event, Caller caller) {
        this(event, caller, Query.parse(event.rawQueryString()));
    }

    /// The segment of the path that stands for `{name}`.
    public String path(String name) {
        return event.pathParameters().getOrDefault(name, "");
    }

    /// The header of that name, in lower case; repeated ones are joined with commas.
    public Optional<String> header(String name) {
        return Optional.ofNullable(event.headers().get(name));
    }

    /// The body's fields, whatever the content type says.
    ///
    /// @throws Refusal.Invalid when there is no body or it is not a JSON object in UTF-8
    public Fields body() {
        return Fields.parse(text().orElseThrow(() -> new Refusal.Invalid("body", "must be JSON in UTF-8")));
    }

    /// Whether the effect of this call may come about once only: `Idempotency-Key`, 1 to 255 visible characters but
    /// the comma, with which API Gateway joins repeated headers. A body that cannot be read is a part of the
    /// request like any other.
    ///
    /// @throws Refusal.Invalid for a key of another shape
    public Once once() {
        return header(IDEMPOTENCY_KEY).<Once>map(this::keyed).orElse(Once.ALWAYS);
    }

    private Once keyed(String key) {
        if (!KEY_SHAPE.matcher(key).matches()) {
            throw new Refusal.Invalid("Idempotency-Key", "must be one of 1 to 255 visible characters without a comma");
        }
        return new Once.Keyed(
                Hash.sha256(key),
                Hash.sha256(String.join(
                        "\n",
                        event.routeKey(),
                        event.rawPath(),
                        event.rawQueryString(),
                        text().orElseGet(event::body))));
    }

    /// The body, if it is text in UTF-8.
    private Optional<String> text() {
        return event.isBase64Encoded() ? decoded(event.body()) : Optional.of(event.body());
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(Utf8.decode(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
