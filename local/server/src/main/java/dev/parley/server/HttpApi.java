package dev.parley.server;

import dev.parley.standins.Template;
import dev.parley.standins.Template.Route;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The template's HTTP API as far as the gateway needs it.
///
/// @param scopes of which a token must have one; none means that scopes do not matter
record HttpApi(List<Route> routes, Set<String> scopes, Optional<Cors> cors) {
    private static final String LOGICAL_ID = "HttpApi";

    /// @param origins what the template's parameter `AllowedOrigins` is here
    /// @throws StartFailure when the template has no HTTP API with a JWT authorizer
    static HttpApi of(Template template, List<String> origins) {
        Map<?, ?> properties = map(template.resource(LOGICAL_ID), "Properties");
        Map<?, ?> auth = map(properties, "Auth");
        Map<?, ?> authorizer = map(map(auth, "Authorizers"), String.valueOf(auth.get("DefaultAuthorizer")));
        return new HttpApi(
                template.routes(),
                new LinkedHashSet<>(texts(authorizer.get("AuthorizationScopes"))),
                origins.isEmpty() ? Optional.empty() : Optional.of(cors(properties, origins)));
    }

    private static Cors cors(Map<?, ?> properties, List<String> origins) {
        Map<?, ?> cors = chosen(map(properties, "CorsConfiguration"));
        return new Cors(
                origins,
                new Cors.Allowed(texts(cors.get("AllowMethods")), texts(cors.get("AllowHeaders"))),
                texts(cors.get("ExposeHeaders")),
                Optional.ofNullable(cors.get("MaxAge")).map(String::valueOf));
    }

    /// What `!If` chooses when origins are given.
    private static Map<?, ?> chosen(Map<?, ?> configuration) {
        return configuration.get("Fn::If") instanceof List<?> choice
                        && choice.size() > 1
                        && choice.get(1) instanceof Map<?, ?> chosen
                ? chosen
                : configuration;
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw new StartFailure("In the template, " + name + " of the resource " + LOGICAL_ID + " is no map.");
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }
}
