package dev.parley.standins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB Local in this process, for this machine only; every client sees the same tables, whatever its
/// credentials and region.
///
/// DynamoDB Local's own runner listens on every interface of the machine, cannot say which free port it took, and
/// prints a banner; so its request handler stands here in a server of ours. Its telemetry is never set up.
public final class LocalDynamoDb implements AutoCloseable {

    /// The logger of the database below DynamoDB Local, held here because its level would be forgotten with it.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private static final AtomicInteger FRESH_TABLES = new AtomicInteger();

    private final LocalDynamoDBServerHandler handler;
    private final Server server;
    private final URI endpoint;
    private final DynamoDbClient client;

    private LocalDynamoDb(@Nullable Path folder, int port) {
        Configurator.setRootLevel(Level.OFF);
        SQLITE.setLevel(java.util.logging.Level.OFF);
        handler = new LocalDynamoDBServerHandler(requestsOf(folder), null);
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(new ContextHandler(handler, "/"));
        LifeCycle.start(server);
        endpoint = LocalClients.endpoint(server.getURI().getPort());
        client = LocalClients.dynamoDb(endpoint);
    }

    /// Keeps its tables in memory and listens on any free port.
    public static LocalDynamoDb inMemory() {
        return inMemory(0);
    }

    /// Keeps its tables in memory; port 0 is any free port.
    public static LocalDynamoDb inMemory(int port) {
        return new LocalDynamoDb(null, port);
    }

    /// Keeps its tables in a folder, which is made if it is missing, and listens on any free port.
    public static LocalDynamoDb in(Path folder) {
        return in(folder, 0);
    }

    /// Keeps its tables in a folder, which is made if it is missing; port 0 is any free port.
    public static LocalDynamoDb in(Path folder, int port) {
        return new LocalDynamoDb(folder, port);
    }

    /// The one of this JVM, for tests: in memory, started when first asked for, never closed.
    public static LocalDynamoDb shared() {
        return Shared.INSTANCE;
    }

    public URI endpoint() {
        return endpoint;
    }

    /// A client of this DynamoDB, closed with it.
    public DynamoDbClient client() {
        return client;
    }

    /// A new client for the streams of this DynamoDB's tables.
    public DynamoDbStreamsClient streams() {
        return LocalClients.streams(endpoint);
    }

    /// Creates the template's table if there is none of this name; see [LocalTables#create].
    public void createTable(Template template, String name) {
        LocalTables.create(client, template, name);
    }

    /// Creates the template's table under a name that nobody had before, and returns that name.
    public String freshTable(Template template) {
        var name = freshName();
        createTable(template, name);
        return name;
    }

    /// The same without the table's stream, for whoever reads none: DynamoDB Local would spend half of its
    /// time on it.
    public String freshTableWithoutStream(Template template) {
        var name = freshName();
        client.createTable(template.tableRequest(name).toBuilder()
                .streamSpecification((StreamSpecification) null)
                .build());
        return name;
    }

    private static String freshName() {
        return "fresh-" + FRESH_TABLES.incrementAndGet();
    }

    @Override
    public void close() {
        client.close();
        LifeCycle.stop(server);
        handler.close();
    }

    private static LocalDynamoDBRequestHandler requestsOf(@Nullable Path folder) {
        if (folder == null) {
            return new LocalDynamoDBRequestHandler(0, true, null, true, false);
        }
        try {
            var made = Files.createDirectories(folder.toAbsolutePath());
            return new LocalDynamoDBRequestHandler(0, false, made.toString(), true, false);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be made.", e);
        }
    }

    private static final class Shared {
        static final LocalDynamoDb INSTANCE = inMemory();
    }
}
