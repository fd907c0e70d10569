package dev.parley;

import dev.parley.chat.Retention;
import dev.parley.chat.TokenBudget;
import java.util.Map;
import java.util.Optional;

/// The settings of the environment, by the names that template.yaml gives the functions' environment variables. A
/// blank one is none.
record Settings(Map<String, String> values) {
    Settings {
        values = Map.copyOf(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    String required(String name) {
        return get(name)
                .orElseThrow(() -> new IllegalStateException("the environment variable " + name + " is not set"));
    }

    /// How long sessions are kept; forever unless that is set.
    Retention retention() {
        String days = get("PARLEY_SESSION_RETENTION_DAYS").orElse("0");
        try {
            return new Retention(Integer.parseInt(days));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("PARLEY_SESSION_RETENTION_DAYS is no number of days: " + days, e);
        }
    }

    /// What a user may use up of the model in a day; no bound unless that is set.
    TokenBudget tokenBudget() {
        String tokens = get("PARLEY_DAILY_TOKEN_BUDGET").orElse("0");
        try {
            return new TokenBudget(Long.parseLong(tokens));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("PARLEY_DAILY_TOKEN_BUDGET is no number of tokens: " + tokens, e);
        }
    }

    /// Whose every event is for `sam local`, which passes no claims. It can open nothing that is deployed.
    Optional<String> localIdentity() {
        return get("PARLEY_LOCAL_IDENTITY")
                .filter(_ -> get("AWS_SAM_LOCAL").isPresent())
                .filter(_ -> !isDeployed());
    }

    /// Lambda says in every deployed function how it was initialised; so does `sam local` of late, but it has one
    /// log stream, `$LATEST`, where a deployed function's is named by day, version and environment. Neither name
    /// can be set by a deployment: Lambda reserves them.
    private boolean isDeployed() {
        return get("AWS_LAMBDA_INITIALIZATION_TYPE").isPresent()
                && !get("AWS_LAMBDA_LOG_STREAM_NAME").equals(Optional.of("$LATEST"));
    }
}
