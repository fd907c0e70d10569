package dev.parley.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.chat.Caller;
import dev.parley.chat.CardChanges;
import dev.parley.chat.Catalog;
import dev.parley.chat.Change;
import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.ProfileChanges;
import dev.parley.chat.EntryChanges.PromptChanges;
import dev.parley.chat.NewEntry;
import dev.parley.chat.Once;
import dev.parley.chat.UserId;
import dev.parley.http.Rehearsed;
import dev.parley.standins.LocalDynamoDb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where functions rehearse: a table of DynamoDB Local, and no model unless one is named.
final class RehearsalStage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CardChanges UNCHANGED =
            new CardChanges(Change.keep(), Change.keep(), Change.keep(), Change.keep());

    private RehearsalStage() {}

    static Backend backend(String table) {
        // Nothing listens there: a call of the model would be a 500.
        return backend(table, URI.create("http://127.0.0.1:1"));
    }

    static Backend backend(String table, URI bedrock) {
        return new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT",
                        LocalDynamoDb.shared().endpoint().toString(),
                        "PARLEY_BEDROCK_ENDPOINT",
                        bedrock.toString(),
                        "PARLEY_TABLE",
                        table,
                        "PARLEY_CLIENT_ID",
                        "local",
                        "PARLEY_MODEL_ID",
                        "amazon.nova-lite-v1:0"),
                Clock.systemUTC());
    }

    /// Gives the catalog an entry of each kind.
    static void fillCatalog(String table) {
        Catalog catalog = backend(table).catalog();
        Caller admin = new Caller(new UserId("admin"), true);
        Stream.of(
                        new AssistantChanges(UNCHANGED, Change.keep(), Change.keep(), Change.keep(), Change.keep()),
                        new ProfileChanges(UNCHANGED),
                        new ModelChanges(
                                Change.keep(),
                                Change.keep(),
                                Change.keep(),
                                Change.keep(),
                                Change.keep(),
                                Change.keep()),
                        new PromptChanges(Change.keep(), new Change.Set<>("Be kind.")))
                .forEach(entry -> catalog.create(admin, new NewEntry(null, entry), Once.ALWAYS));
    }

    /// The lines of the log of a rehearsal, which go to the standard output where there is no Lambda.
    static List<JsonNode> logged(Rehearsed function, int times) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            function.rehearse(times);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(RehearsalStage::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
