package dev.parley.server;

import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.LocalTables;
import dev.parley.standins.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The DynamoDB that the functions use: one of the server's own, in memory or in a folder, or somebody else's.
final class Database implements AutoCloseable {
    static final String TABLE = "parley";

    /// Writes to stderr whatever becomes an answer anyway.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private final URI endpoint;
    private final String description;
    private final boolean own;
    private final Parts parts;

    private Database(URI endpoint, String description, boolean own, Parts parts) {
        this.endpoint = endpoint;
        this.description = description;
        this.own = own;
        this.parts = parts;
    }

    /// The database that the options ask for, with the template's table in it.
    ///
    /// @throws StartFailure when it cannot be used
    static Database open(Options options, Template template) {
        Optional<URI> elsewhere = options.dynamoDbEndpoint();
        Database database = elsewhere.isPresent()
                ? new Database(elsewhere.get(), "in the DynamoDB at " + elsewhere.get(), false, new Parts())
                : options.data().map(Database::in).orElseGet(Database::inMemory);
        try {
            database.createTable(template);
            return database;
        } catch (SdkException | IllegalStateException e) {
            database.close();
            throw new StartFailure(
                    "The table cannot be kept " + database.description + "; DynamoDB says: " + reason(e), e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        parts.close();
    }

    /// What went wrong, without the SDK's notes in brackets.
    static String reason(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).split(" \\(", 2)[0];
    }

    private static Database inMemory() {
        Parts parts = new Parts();
        return new Database(parts.own(LocalDynamoDb.inMemory()).endpoint(), "in memory", true, parts);
    }

    private static Database in(Path folder) {
        SQLITE.setFilter(_ -> false);
        Parts parts = new Parts();
        parts.own(lock(folder));
        return new Database(
                parts.own(LocalDynamoDb.in(folder)).endpoint(), "in " + folder.toAbsolutePath(), true, parts);
    }

    /// Keeps a second server off the folder, by a file that the system unlocks when this process ends.
    private static FileChannel lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel file = FileChannel.open(
                    folder.resolve("parley.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() != null) {
                return file;
            }
            file.close();
        } catch (OverlappingFileLockException _) {
            // Held by another server of this process: refused below.
        } catch (IOException e) {
            throw new StartFailure(folder.toAbsolutePath() + " is no folder that can be made or written to.", e);
        }
        throw new StartFailure("The folder " + folder.toAbsolutePath() + " is in use by another server.");
    }

    /// Whether what has expired stays until somebody removes it: another DynamoDB is another's to keep.
    boolean isOwn() {
        return own;
    }

    /// Signs as the functions do, since some DynamoDBs keep each signer's tables apart.
    DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    DynamoDbStreamsClient streams() {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private void createTable(Template template) {
        try (DynamoDbClient client = client()) {
            LocalTables.create(client, template, TABLE);
            if (!own) {
                LocalTables.expire(client, template, TABLE);
            }
        }
    }
}
