package dev.parley.server;

import dev.parley.standins.Template;
import dev.parley.standins.Template.Route;
import dev.parley.standins.Template.StreamedRoute;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The template's REST API as far as its gateway needs it.
///
/// @param scopes of which a token must have one
/// @param origins the pages that may call
/// @param granted what the answer to a preflight request of such a page says besides its origin
record RestApi(List<StreamedRoute> routes, Set<String> scopes, List<String> origins, Map<String, String> granted) {
    private static final String LOGICAL_ID = "StreamApi";

    /// A header that the mapping template of the preflight's answer sets to a fixed text.
    private static final Pattern GRANT =
            Pattern.compile("#set\\(\\$context\\.responseOverride\\.header\\.([A-Za-z-]+) = \"([^\"]*)\"\\)");

    /// @param origins what the template's parameter `AllowedOrigins` is here
    /// @throws StartFailure when the template has no REST API with an authorizer
    static RestApi of(Template template, List<String> origins) {
        Map<?, ?> properties = map(template.resource(LOGICAL_ID), "Properties");
        Map<?, ?> auth = map(properties, "Auth");
        Map<?, ?> authorizer = map(map(auth, "Authorizers"), String.valueOf(auth.get("DefaultAuthorizer")));
        Set<String> scopes = new LinkedHashSet<>();
        if (authorizer.get("AuthorizationScopes") instanceof List<?> listed) {
            listed.forEach(scope -> scopes.add(String.valueOf(scope)));
        }
        return new RestApi(
                template.streamedRoutes(), scopes, origins, granted(String.valueOf(properties.get("DefinitionBody"))));
    }

    /// What the template says of a route besides.
    StreamedRoute streamed(Route route) {
        return routes.stream()
                .filter(streamed -> streamed.route().equals(route))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> granted(String definition) {
        Map<String, String> granted = new LinkedHashMap<>();
        Matcher grants = GRANT.matcher(definition);
        while (grants.find()) {
            granted.put(grants.group(1), grants.group(2));
        }
        return granted;
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw new StartFailure("In the template, " + name + " of the resource " + LOGICAL_ID + " is no map.");
    }
}
