package dev.parley.catalog;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request in words: `Ask.as("ada").post("/catalog/profiles", "{}")`.
record Ask(String user, boolean admin, Map<String, String> headers) {
    static Ask as(String user) {
        return new Ask(user, false, Map.of());
    }

    static Ask asAdmin() {
        return new Ask("root", true, Map.of());
    }

    Ask with(String header, String value) {
        return new Ask(user, admin, Map.of(header, value));
    }

    APIGatewayV2HTTPEvent get(String address) {
        return event("GET", address, null);
    }

    APIGatewayV2HTTPEvent post(String address, String body) {
        return event("POST", address, body);
    }

    APIGatewayV2HTTPEvent put(String address, String body) {
        return event("PUT", address, body);
    }

    APIGatewayV2HTTPEvent delete(String address) {
        return event("DELETE", address, null);
    }

    private APIGatewayV2HTTPEvent event(String method, String address, @Nullable String body) {
        String[] halves = address.split("\\?", 2);
        String[] segments = halves[0].split("/", 4);
        Map<String, String> parameters = new HashMap<>(Map.of("kind", segments[2]));
        String route = method + " /catalog/{kind}";
        if (segments.length > 3) {
            parameters.put("id", segments[3]);
            route += "/{id}";
        }
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(route)
                .withRawPath(halves[0])
                .withRawQueryString(halves.length > 1 ? halves[1] : "")
                .withPathParameters(parameters)
                .withHeaders(headers)
                .withBody(body)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withAuthorizer(authorizer())
                        .build())
                .build();
    }

    private APIGatewayV2HTTPEvent.RequestContext.Authorizer authorizer() {
        Map<String, String> claims = new HashMap<>(Map.of("token_use", "access", "client_id", "local", "sub", user));
        if (admin) {
            claims.put("cognito:groups", "[admins]");
        }
        return APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                        .builder()
                        .withClaims(claims)
                        .build())
                .build();
    }
}
