package dev.parley.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// HTTP on the loopback: every request that is HTTP at all reaches the answering function, on a virtual thread,
/// with its path as it stands in the request line.
final class HttpServer implements AutoCloseable {
    static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

    /// Far above what API Gateway takes, so that its limit decides.
    private static final int HEAD_LIMIT = 64 * 1024;
    /// As long as a Regional REST API bears with a silent stream; longer than any other call.
    private static final long IDLE_MILLIS = 300_000;

    private final Server server;
    private final ServerConnector connector;

    /// Takes the port, 0 for any free one, and leaves callers waiting until [#start].
    ///
    /// @throws StartFailure when the port is taken
    HttpServer(int port) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, RawTargetConnection.factory(configuration()));
        connector.setHost(HOST);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            throw new StartFailure(
                    "Port " + port + " of " + HOST + " cannot be used: it is probably taken. "
                            + "Set PARLEY_PORT to another one.",
                    e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    void start(Function<HttpCall, ? extends Outgoing> answer) {
        server.setHandler(new Answering(answer));
        server.setErrorHandler(HttpServer::refuse);
        LifeCycle.start(server);
    }

    @Override
    public void close() {
        connector.close();
        LifeCycle.stop(server);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(HEAD_LIMIT);
        configuration.setSendServerVersion(false);
        return configuration;
    }

    /// What is no HTTP, or has too long a head, is refused before it becomes a request.
    private static boolean refuse(Request request, Response response, Callback callback) {
        int status = Math.max(400, response.getStatus());
        String message = status == 500 ? "Internal Server Error" : HttpStatus.getMessage(status);
        send(HttpReply.message(status, message), response, callback);
        return true;
    }

    private static void send(HttpReply reply, Response response, Callback callback) {
        head(reply, response);
        response.write(true, reply.body(), callback);
    }

    /// Sends the head at once, and the body as it is written. One that breaks off ends the connection, so that the
    /// client does not take it for whole.
    private static void stream(StreamedReply reply, Response response, Callback callback) {
        head(reply, response);
        OutputStream out = Content.Sink.asOutputStream(response);
        try {
            out.flush();
            reply.body().writeTo(out);
            out.close();
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private static void head(Outgoing reply, Response response) {
        response.setStatus(reply.status());
        reply.headers().lines().forEach(line -> response.getHeaders().add(line.name(), line.value()));
    }

    private static final class Answering extends Handler.Abstract {
        private final Function<HttpCall, ? extends Outgoing> answer;

        Answering(Function<HttpCall, ? extends Outgoing> answer) {
            this.answer = answer;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            switch (answer.apply(read(request))) {
                case HttpReply whole -> send(whole, response, callback);
                case StreamedReply streamed -> stream(streamed, response, callback);
            }
            return true;
        }

        private static HttpCall read(Request request) throws IOException {
            List<Header> headers = request.getHeaders().stream()
                    .map(field -> new Header(field.getName(), field.getValue() == null ? "" : field.getValue()))
                    .toList();
            return new HttpCall(line(request), new Headers(headers), body(request), Request.getRemoteAddr(request));
        }

        private static HttpCall.Line line(Request request) {
            String[] target = RawTargetConnection.target(request).split("\\?", 2);
            return new HttpCall.Line(
                    request.getMethod(),
                    target[0],
                    target.length < 2 ? "" : target[1],
                    request.getConnectionMetaData().getHttpVersion().asString());
        }

        /// Reads all of it, whatever its length: a client that is still sending does not hear the answer.
        private static ByteBuffer body(Request request) throws IOException {
            try (InputStream in = Content.Source.asInputStream(request)) {
                byte[] body = in.readNBytes(HttpCall.BODY_LIMIT + 1);
                in.transferTo(OutputStream.nullOutputStream());
                return ByteBuffer.wrap(body);
            }
        }
    }
}
