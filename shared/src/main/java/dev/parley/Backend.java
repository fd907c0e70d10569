package dev.parley;

import dev.parley.http.Callers;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// The composition root: the settings of the environment become the services that functions are made of. The only
/// reader of the environment and the only maker of AWS clients.
public final class Backend {
    private final Map<String, String> settings;
    private final Clock clock;

    /// A backend with these settings, named as template.yaml names the functions' environment variables.
    public Backend(Map<String, String> settings, Clock clock) {
        this.settings = Map.copyOf(settings);
        this.clock = clock;
    }

    /// The backend of a deployed function.
    public static Backend fromEnvironment() {
        return new Backend(System.getenv(), Clock.systemUTC());
    }

    /// Who sent an event: the claims of its token; for `sam local`, which passes none, the identity in
    /// `PARLEY_LOCAL_IDENTITY`. Lambda sets `AWS_LAMBDA_INITIALIZATION_TYPE` in every deployed function and `sam
    /// local` sets
    /// `AWS_SAM_LOCAL`, so that identity can open nothing that is deployed.
    public Callers callers() {
        Optional<String> localIdentity = setting("PARLEY_LOCAL_IDENTITY")
                .filter(_ -> setting("AWS_SAM_LOCAL").isPresent())
                .filter(_ -> setting("AWS_LAMBDA_INITIALIZATION_TYPE").isEmpty());
        return localIdentity.map(Callers::always).orElseGet(() -> Callers.byClaims(required("PARLEY_CLIENT_ID")));
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
    }

    private String required(String name) {
        return setting(name)
                .orElseThrow(() -> new IllegalStateException("the environment variable " + name + " is not set"));
    }
}
