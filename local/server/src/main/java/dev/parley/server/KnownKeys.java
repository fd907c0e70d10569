package dev.parley.server;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The public keys of an issuer, each remembered for two hours, as long as an HTTP API may: a key that the issuer
/// takes back is good for that long still.
final class KnownKeys {
    static final Duration MEMORY = Duration.ofHours(2);

    private final Supplier<JWKSet> published;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(JWK key, Instant end) {}

    /// @param published the keys that the issuer publishes now
    KnownKeys(Supplier<JWKSet> published, Clock clock) {
        this.published = published;
        this.clock = clock;
    }

    /// The key under that id, which the issuer publishes now or has published not long ago.
    Optional<JWK> find(String id) {
        Instant now = clock.instant();
        return Optional.ofNullable(known.get(id))
                .filter(key -> now.isBefore(key.end()))
                .or(() -> fetched(id, now))
                .map(Known::key);
    }

    private Optional<Known> fetched(String id, Instant now) {
        Optional<Known> found =
                Optional.ofNullable(published.get().getKeyByKeyId(id)).map(key -> new Known(key, now.plus(MEMORY)));
        found.ifPresentOrElse(key -> known.put(id, key), () -> known.remove(id));
        return found;
    }
}
