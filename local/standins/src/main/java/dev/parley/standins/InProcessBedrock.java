package dev.parley.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Converse without a network, for tests that ask a hundred thousand times: an HTTP client of the SDK that answers
/// by itself, as strict as [LocalBedrock] is and with the same answers. It knows no switches.
public final class InProcessBedrock implements SdkHttpClient {
    private final ObjectMapper json = new ObjectMapper();
    private volatile JsonNode last = NullNode.getInstance();

    /// The body of the request that came in last, whatever became of it.
    public JsonNode lastRequest() {
        return last;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return respond(request);
            }

            @Override
            public void abort() {
                // Nothing is under way that could be left.
            }
        };
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private HttpExecuteResponse respond(HttpExecuteRequest request) throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            last = json.readTree(body);
        }
        try {
            Answer answer = Answer.to(ConverseRequests.parse(last));
            return response(200, "", ConverseJson.Response.of(answer, 0));
        } catch (BedrockFault fault) {
            return response(fault.status(), fault.type(), Map.of("message", String.valueOf(fault.getMessage())));
        }
    }

    private HttpExecuteResponse response(int status, String errorType, Object body) throws IOException {
        SdkHttpResponse.Builder head =
                SdkHttpResponse.builder().statusCode(status).putHeader("Content-Type", "application/json");
        if (!errorType.isEmpty()) {
            head.putHeader("x-amzn-ErrorType", errorType);
        }
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(json.writeValueAsBytes(body))))
                .build();
    }
}
