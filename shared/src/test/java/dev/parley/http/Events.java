package dev.parley.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT;
import dev.parley.standins.HttpFunction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// Events of an HTTP API, as far as the edge looks at them.
final class Events {
    static final String ROUTE = "POST /things/{id}";
    static final String CLIENT = "client";

    private Events() {}

    /// A call of [#ROUTE] by `ada` with this body.
    static APIGatewayV2HTTPEvent withBody(String body) {
        APIGatewayV2HTTPEvent event = withClaims(Map.of("token_use", "access", "client_id", CLIENT, "sub", "ada"));
        event.setRouteKey(ROUTE);
        event.setRawPath("/things/1");
        event.setRawQueryString("");
        event.setPathParameters(Map.of("id", "1"));
        event.setHeaders(Map.of());
        event.setBody(body);
        return event;
    }

    /// What the edge reads of it.
    static Event read(APIGatewayV2HTTPEvent event) {
        try {
            return Event.read(new ByteArrayInputStream(HttpFunction.json(event)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static APIGatewayV2HTTPEvent withClaims(Map<String, String> claims) {
        JWT jwt = new JWT();
        jwt.setClaims(claims);
        Authorizer authorizer = new Authorizer();
        authorizer.setJwt(jwt);
        return withAuthorizer(authorizer);
    }

    static APIGatewayV2HTTPEvent withAuthorizer(Authorizer authorizer) {
        RequestContext context = new RequestContext();
        context.setAuthorizer(authorizer);
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRequestContext(context);
        return event;
    }
}
