package dev.parley.standins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.CharConversionException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Amazon Bedrock on this machine: Converse and ConverseStream of any model, and Retrieve of the knowledge base
/// `kb-local`, over the real wire protocol and as strict as the real one. Signatures are not looked at.
///
/// An answer repeats the caller's newest text, which [Conversation#newestText] finds. If that is exactly
/// `!throttle`, `!slow <seconds>`, `!empty`, `!error <status>` or `!reset`, the model behaves that way for that
/// request. Streamed answers besides come slowly, word by word, to `!drip <seconds>` with any text after it, and
/// break off with an exception to `!break <status>`. A title that it is asked for is what the user said first, in
/// quotation marks; or, if that was `!title` and another text, this text, which may be one of those words.
public final class LocalBedrock implements AutoCloseable {

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Models models = new Models(json);
    private final Calls calls = new Calls();
    private final Javalin server;

    private LocalBedrock() {
        server = Javalin.create(this::configure).start();
    }

    /// A request that came in: the operation's name, the model's or the knowledge base's id, and the body, which
    /// is a text where it was no JSON.
    public record Call(String operation, String modelId, JsonNode body) {}

    /// Listens on any free port of the loopback.
    public static LocalBedrock start() {
        return new LocalBedrock();
    }

    public URI endpoint() {
        return LocalClients.endpoint(server.port());
    }

    /// The requests received last, newest first, at most so many and at most 1,000.
    public List<Call> calls(int last) {
        return calls.newest(last);
    }

    /// Holds answers to exactly this text from now on, until the gate lets them, or the pieces of streamed
    /// ones, pass.
    public Gate gate(String newestText) {
        return models.gate(newestText);
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        LoopbackHttp.configure(config);
        config.routes.post("/model/{id}/converse", context -> models.converse(context, body("Converse", context)));
        config.routes.post(
                "/model/{id}/converse-stream",
                context -> models.converseStream(context, body("ConverseStream", context)));
        config.routes.post("/knowledgebases/{id}/retrieve", this::retrieve);
        config.routes.exception(BedrockFault.class, LocalBedrock::refuse);
    }

    private void retrieve(Context context) throws IOException {
        var response = Retrieval.answer(context.pathParam("id"), body("Retrieve", context));
        context.contentType("application/json").result(json.writeValueAsBytes(response));
    }

    private JsonNode body(String operation, Context context) throws IOException {
        try {
            var body = json.readTree(context.bodyAsBytes());
            calls.add(new Call(operation, context.pathParam("id"), body));
            return body;
        } catch (JsonProcessingException | CharConversionException _) {
            calls.add(new Call(operation, context.pathParam("id"), TextNode.valueOf(context.body())));
            throw BedrockFault.invalid("The request body is no JSON.");
        }
    }

    private static void refuse(BedrockFault fault, Context context) {
        context.status(fault.status());
        if (!fault.type().isEmpty()) {
            context.header("x-amzn-ErrorType", fault.type());
        }
        context.json(Map.of("message", String.valueOf(fault.getMessage())));
    }
}
