package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What the authorizer says of a request.
sealed interface Verdict {
    /// Come in.
    record Allowed(ObjectNode claims, List<String> scopes) implements Verdict {}

    /// There is no token.
    record Missing() implements Verdict {}

    /// The token is not good.
    record Invalid(String reason) implements Verdict {}

    /// The token is good, but for something else.
    record Insufficient() implements Verdict {}
}
