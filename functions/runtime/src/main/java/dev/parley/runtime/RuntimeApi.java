package dev.parley.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Lambda's Runtime API: where the loop gets events and takes answers, all but those that stream.
///
/// @param address host and port, as `AWS_LAMBDA_RUNTIME_API` has them
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda runtime API</a>
record RuntimeApi(String address) {
    private static final String ROOT = "/2018-06-01/runtime";

    /// The next event. It may be long in coming: the environment is frozen meanwhile.
    ///
    /// @throws IOException when there is no such API any more
    Invocation next() throws IOException {
        HttpURLConnection connection = get("/invocation/next");
        try (InputStream event = connection.getInputStream()) {
            return new Invocation(
                    header(connection, "Lambda-Runtime-Aws-Request-Id").orElse(""),
                    header(connection, "Lambda-Runtime-Invoked-Function-Arn").orElse(""),
                    Instant.ofEpochMilli(connection.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0)),
                    header(connection, "Lambda-Runtime-Trace-Id"),
                    new ByteArrayInputStream(event.readAllBytes()));
        }
    }

    /// Says that the snapshot may be taken, and returns in a copy of it, when that is restored.
    void awaitRestore() throws IOException {
        get("/restore/next").getInputStream().close();
    }

    void initFailed(Fault fault) throws IOException {
        post("/init/error", fault);
    }

    void restoreFailed(Fault fault) throws IOException {
        post("/restore/error", fault);
    }

    /// No response of this invocation may have begun.
    void invocationFailed(String id, Fault fault) throws IOException {
        post("/invocation/" + id + "/error", fault);
    }

    /// Where the response of an invocation goes.
    static String responsePath(String id) {
        return ROOT + "/invocation/" + id + "/response";
    }

    private HttpURLConnection get(String path) throws IOException {
        HttpURLConnection connection = open(path);
        expect(HttpURLConnection.HTTP_OK, connection);
        return connection;
    }

    private void post(String path, Fault fault) throws IOException {
        byte[] body = fault.json();
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/vnd.aws.lambda.error+json");
        connection.setRequestProperty("Lambda-Runtime-Function-Error-Type", fault.reason());
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        expect(HttpURLConnection.HTTP_ACCEPTED, connection);
        connection.getInputStream().close();
    }

    private HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection)
                URI.create("http://" + address + ROOT + path).toURL().openConnection(Proxy.NO_PROXY);
    }

    private static void expect(int status, HttpURLConnection connection) throws IOException {
        int answered = connection.getResponseCode();
        if (answered != status) {
            throw new RuntimeApiFailure("the Runtime API answered " + answered + " to "
                    + connection.getURL().getPath());
        }
    }

    private static Optional<String> header(HttpURLConnection connection, String name) {
        return Optional.ofNullable(connection.getHeaderField(name));
    }
}
