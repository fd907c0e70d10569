package dev.parley.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A group's description as it is here: with this server's address alone, and with its tokens, which a page can get
/// by a user's name.
final class LocalDescription {
    private static final String ACCESS_TOKEN = "accessToken";

    private LocalDescription() {}

    /// @param address of this server as the page names it, without a slash behind it
    static ObjectNode of(String group, String address) {
        ObjectNode description = read(group);
        description.set("servers", Json.tree(List.of(Map.of("url", address, "description", "This server"))));
        Map<String, ObjectNode> users = users(address);
        ObjectNode schemes = description.withObject("/components/securitySchemes");
        ObjectNode deployed = schemes.deepCopy();
        // First, as that is what one wants here.
        schemes.removeAll().setAll(users);
        schemes.setAll(deployed);
        ArrayNode security = description.putArray("security");
        users.keySet().forEach(name -> security.addObject().putArray(name).add(Tokens.SCOPE));
        security.addObject().putArray(ACCESS_TOKEN);
        return description;
    }

    private static ObjectNode read(String group) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return (ObjectNode) Json.tree(yaml.<Object>load(Descriptions.text(group)));
    }

    private static Map<String, ObjectNode> users(String address) {
        String token = address + LocalPages.TOKEN;
        Map<String, ObjectNode> users = new LinkedHashMap<>();
        users.put("user", signIn("Any username; there is no password.", token));
        users.put("administrator", signIn("Any username, in the group `admins`.", token + "?groups=admins"));
        return users;
    }

    /// OAuth 2.0's password flow, which a page can go through without leaving.
    private static ObjectNode signIn(String description, String tokenUrl) {
        ObjectNode scheme = Json.object().put("type", "oauth2").put("description", description);
        scheme.withObject("/flows/password")
                .put("tokenUrl", tokenUrl)
                .putObject("scopes")
                .put(Tokens.SCOPE, "All of the API");
        return scheme;
    }
}
