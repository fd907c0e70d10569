package dev.parley.http;

import dev.parley.chat.Blank;
import dev.parley.chat.Caller;
import dev.parley.chat.Refusal;
import dev.parley.chat.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who sent an event.
public sealed interface Callers {
    /// The Cognito group whose members administer the catalog and may read everything.
    String ADMINS = "admins";

    /// The claims of an access token of Cognito's.
    String TOKEN_USE = "token_use";

    String ACCESS = "access";
    String CLIENT_ID = "client_id";
    String SUB = "sub";

    /// The caller that the event names.
    ///
    /// @throws Refusal.Unauthenticated when the event names nobody who may call
    Caller of(Event event);

    /// What an authorizer reads from a token of this user's, who is in no group.
    Map<String, String> claims(UserId user);

    /// The callers named by the claims of access tokens that were issued to `clientId`.
    ///
    /// The authorizer of the HTTP API has verified the token; what it does not look at is looked at here, and an
    /// event without claims (a route left open, `sam local`) is refused.
    static Callers byClaims(String clientId) {
        return new Claimed(clientId);
    }

    /// The same caller for every event, written `<sub>` or `<sub>:<group>,<group>`: for `sam local`, which passes
    /// no claims.
    static Callers always(String identity) {
        String[] parts = identity.split(":", 2);
        return new Always(caller(parts[0], parts.length < 2 ? Set.of() : split(parts[1], ",")));
    }

    /// See [#byClaims].
    record Claimed(String clientId) implements Callers {
        @Override
        public Caller of(Event event) {
            return Optional.of(event.claims())
                    .filter(claims -> ACCESS.equals(claims.get(TOKEN_USE)))
                    .filter(claims -> clientId.equals(claims.get(CLIENT_ID)))
                    .filter(claims -> !Blank.is(claim(claims, SUB)))
                    .map(claims -> caller(claim(claims, SUB), groups(claim(claims, "cognito:groups"))))
                    .orElseThrow(Refusal.Unauthenticated::new);
        }

        @Override
        public Map<String, String> claims(UserId user) {
            return Map.of(TOKEN_USE, ACCESS, CLIENT_ID, clientId, SUB, user.value());
        }
    }

    /// See [#always].
    record Always(Caller caller) implements Callers {
        @Override
        public Caller of(Event event) {
            return caller;
        }

        @Override
        public Map<String, String> claims(UserId user) {
            return Map.of();
        }
    }

    private static Caller caller(String sub, Set<String> groups) {
        return new Caller(new UserId(sub), groups.contains(ADMINS));
    }

    private static String claim(Map<String, String> claims, String name) {
        return claims.getOrDefault(name, "");
    }

    /// An HTTP API hands a list over as `[a b]`; a Cognito group's name has no blank in it. Where the blanks say
    /// that a name of this list had one all the same, nothing in the list is believed.
    private static Set<String> groups(String claim) {
        boolean list = claim.startsWith("[") && claim.endsWith("]");
        Set<String> names = list ? split(claim.substring(1, claim.length() - 1), " ") : Set.of(claim);
        return names.contains("") ? Set.of() : names;
    }

    private static Set<String> split(String names, String separator) {
        return Set.copyOf(List.of(names.split(separator, -1)));
    }
}
