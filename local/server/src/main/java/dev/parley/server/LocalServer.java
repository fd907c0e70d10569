package dev.parley.server;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.Backend;
import dev.parley.Tempo;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.Template;
import dev.parley.standins.Template.Trigger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import software.amazon.awssdk.core.exception.SdkException;

/// Parley on one machine: the HTTP API, sign-in, Lambda, the table and the model, around the very handlers that
/// run on AWS.
public final class LocalServer implements AutoCloseable {
    /// The table in the server's DynamoDB.
    public static final String TABLE = Database.TABLE;

    /// How long an HTTP API waits for a function.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Parts parts;
    private final URI address;
    private final Inside inside;

    /// What stands behind the address.
    private record Inside(
            URI database,
            Optional<LocalBedrock> model,
            UserPool pool,
            LambdaHost functions,
            StreamHost streams,
            Optional<Housekeeping> housekeeping) {}

    private LocalServer(Parts parts, URI address, Inside inside) {
        this.parts = parts;
        this.address = address;
        this.inside = inside;
    }

    /// Starts the server with the environment's options, and serves until the process ends; or shows how.
    ///
    /// @param arguments see [Usage]
    public static void main(String[] arguments) {
        try {
            if (Usage.wanted(List.of(arguments))) {
                System.out.print(Usage.help());
                return;
            }
            Options options = new Options(System.getenv());
            Console console = new Console(System.err);
            LocalServer server = start(options, Tempo.of(Clock.systemUTC()), console);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            console.show(LogLevel.INFO);
            Usage.of(server, options).forEach(System.out::println);
            server.inside.housekeeping().ifPresent(Housekeeping::begin);
        } catch (StartFailure failure) {
            System.err.println(failure.sentence());
            System.exit(1);
        }
    }

    /// Starts a server; it is ready when this returns. Its stream is drained and its items expire when it is
    /// told so, and it says on the console what failed, not each request.
    ///
    /// @throws StartFailure when it cannot start
    public static LocalServer start(Options options, Clock clock) {
        return start(options, Tempo.of(clock));
    }

    /// The same for functions that take their time otherwise than deployed ones, for tests.
    public static LocalServer start(Options options, Tempo tempo) {
        return start(options, tempo, new Console(System.err));
    }

    private static LocalServer start(Options options, Tempo tempo, Console console) {
        Parts parts = new Parts();
        try {
            return open(options, tempo, console, parts);
        } catch (StartFailure failure) {
            parts.close();
            throw failure;
        } catch (SdkException | IllegalStateException e) {
            parts.close();
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /// Where it listens.
    public URI address() {
        return address;
    }

    /// The DynamoDB that it uses; its table there is [#TABLE].
    public URI database() {
        return inside.database();
    }

    /// The stand-in that it asks for answers, unless the options name a Bedrock.
    public Optional<LocalBedrock> model() {
        return inside.model();
    }

    /// How often a request has reached a function.
    public long invocations() {
        return inside.functions().invocations() + inside.streams().invocations();
    }

    /// Who issues its tokens.
    UserPool pool() {
        return inside.pool();
    }

    /// Hands every record of the table's stream to the functions that follow it; they are done when this returns.
    public void drainStream() {
        inside.housekeeping().ifPresent(Housekeeping::drain);
    }

    /// Removes what has expired, as DynamoDB does sooner or later.
    public void expire() {
        inside.housekeeping().ifPresent(Housekeeping::expire);
    }

    @Override
    public void close() {
        parts.close();
    }

    private static LocalServer open(Options options, Tempo tempo, Console console, Parts parts) {
        Clock clock = tempo.clock();
        Template template = Template.ofProject();
        template.requireKnownTypes();
        List<Trigger> triggers = template.triggers(options.parameters());
        HttpApi api = HttpApi.of(template, options.allowedOrigins());
        HttpServer http = parts.own(new HttpServer(options.port()));
        Address address = new Address(HttpServer.HOST, http.port());
        LocalCredentials.provide(options);
        Database database = parts.own(Database.open(options, template));
        Optional<LocalBedrock> standIn = standIn(options, parts);
        Optional<URI> bedrock = standIn.map(LocalBedrock::endpoint).or(options::bedrockEndpoint);

        Backend backend = new Backend(LocalSettings.of(database.endpoint(), bedrock, options), tempo);
        LambdaHost functions = parts.own(
                new LambdaHost(api.routes(), triggers, backend, new LambdaHost.Surroundings(clock, PATIENCE, console)));
        RestApi rest = RestApi.of(template, options.allowedOrigins());
        StreamHost streams = parts.own(new StreamHost(rest.routes(), backend, clock, console));
        UserPool pool = UserPool.make(address.uri() + "/local", LocalSettings.CLIENT_ID);
        Tokens tokens = new Tokens(pool, clock, UUID::randomUUID);
        Gateway gateway = new Gateway(
                api,
                new Gateway.Inside(new Authorizer(pool, clock), new EventMaker(address, clock), functions),
                UUID::randomUUID);
        StartingCatalog.asAdministrator(gateway::answer, tokens).fill();
        Function<HttpCall, Outgoing> apis = new RestGateway(
                        rest,
                        new RestGateway.Inside(
                                new Authorizer(pool, clock), new RestEventMaker(address, clock), streams),
                        UUID::randomUUID)
                .before(gateway::answer);
        LocalPages pages = new LocalPages(pool, tokens, standIn.map(LocalServer::calls));
        http.start(ChatPages.before(DocsPages.before(pages.before(apis))));
        Optional<Housekeeping> housekeeping = Housekeeping.of(
                database, template, triggers, new Housekeeping.Surroundings(functions, clock, console.stream()));
        housekeeping.ifPresent(parts::own);
        return new LocalServer(
                parts, address.uri(), new Inside(database.endpoint(), standIn, pool, functions, streams, housekeeping));
    }

    private static Optional<LocalBedrock> standIn(Options options, Parts parts) {
        return options.realBedrock() || options.bedrockEndpoint().isPresent()
                ? Optional.empty()
                : Optional.of(parts.own(LocalBedrock.start()));
    }

    private static IntFunction<ArrayNode> calls(LocalBedrock bedrock) {
        return last -> Json.array(
                bedrock.calls(last).stream().map(LocalBedrock.Call::body).toList());
    }
}
