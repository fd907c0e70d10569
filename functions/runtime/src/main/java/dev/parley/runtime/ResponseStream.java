package dev.parley.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// The request by which a response streams to the Runtime API, on a connection of its own: `HttpURLConnection` and
/// `java.net.http` can end no request with trailers.
///
/// @see <a
/// href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming">
///     Implementing response streaming in a custom runtime</a>
final class ResponseStream implements AutoCloseable {
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    private static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";

    /// What API Gateway looks for between the status and headers, as JSON, and the body.
    private static final byte[] DELIMITER = new byte[8];

    private final Socket socket;
    private final Chunks body;

    private ResponseStream(Socket socket, Chunks body) {
        this.socket = socket;
        this.body = body;
    }

    /// Begins the response of an invocation: its status and headers have been sent when this returns.
    static ResponseStream open(RuntimeApi api, String id, int status, Map<String, String> headers) throws IOException {
        URI address = URI.create("http://" + api.address());
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            OutputStream out = socket.getOutputStream();
            out.write(head(api, id));
            Chunks body = new Chunks(out);
            body.write(prelude(status, headers));
            body.write(DELIMITER);
            body.flush();
            return new ResponseStream(socket, body);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    OutputStream body() {
        return body;
    }

    /// The response is whole.
    ///
    /// @throws IOException when it was not taken
    void end() throws IOException {
        body.end(Map.of());
        awaitTaken();
    }

    /// The response breaks off here.
    void fail(Fault fault) throws IOException {
        body.end(Map.of(
                ERROR_TYPE, fault.reason(), ERROR_BODY, Base64.getEncoder().encodeToString(fault.json())));
        awaitTaken();
    }

    /// Whether it has ended, or nobody takes it any more.
    boolean isOver() {
        return body.isOver();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] head(RuntimeApi api, String id) {
        return String.join(
                        "\r\n",
                        "POST " + RuntimeApi.responsePath(id) + " HTTP/1.1",
                        "Host: " + api.address(),
                        "Content-Type: application/vnd.awslambda.http-integration-response",
                        "Lambda-Runtime-Function-Response-Mode: streaming",
                        "Transfer-Encoding: chunked",
                        "Trailer: " + ERROR_TYPE + ", " + ERROR_BODY,
                        "Connection: close",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] prelude(int status, Map<String, String> headers) {
        Map<String, Object> prelude = new LinkedHashMap<>();
        prelude.put("statusCode", status);
        prelude.put("headers", headers);
        return Json.write(prelude).getBytes(StandardCharsets.US_ASCII);
    }

    private void awaitTaken() throws IOException {
        String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (answer == null || !answer.startsWith("HTTP/1.1 202")) {
            throw new RuntimeApiFailure("the Runtime API answered a response with " + answer);
        }
    }
}
