package dev.parley.server;

import dev.parley.runtime.StreamedResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One call of a function that streams, between the thread on which the function runs and the one that answers the
/// client. The function writes to the client's connection itself; the other thread waits meanwhile.
final class StreamedInvocation implements StreamedResponse {
    private final Duration patience;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Outgoing> reply = new CompletableFuture<>();
    private final CompletableFuture<ToClient> client = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /// @param patience how long the REST API waits for a response to begin, and then for it to end
    StreamedInvocation(Duration patience) {
        this.patience = patience;
    }

    @Override
    public OutputStream begin(int status, Map<String, String> headers) throws IOException {
        List<Header> lines = headers.entrySet().stream()
                .map(header -> new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                .toList();
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("the response has begun already");
        }
        reply.complete(new StreamedReply(status, new Headers(lines), this::writeTo));
        try {
            return client.join();
        } catch (CompletionException e) {
            throw new IOException("nobody waits for this response any more", e);
        }
    }

    /// The response once it has begun, or the REST API's own if it does not.
    Outgoing reply() {
        try {
            return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            client.completeExceptionally(e);
            return HttpReply.message(504, "Endpoint request timed out");
        } catch (ExecutionException _) {
            return HttpReply.message(502, "Internal server error");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            client.completeExceptionally(e);
            return HttpReply.message(500, "Internal server error");
        }
    }

    /// The function has returned.
    void returned() {
        end.complete(null);
        reply.completeExceptionally(new IllegalStateException("the handler began no response"));
    }

    /// The function has failed.
    void failed(Throwable failure) {
        end.completeExceptionally(failure);
        reply.completeExceptionally(failure);
    }

    /// Whether the client has gone away.
    boolean isLeft() {
        return client.isDone() && !client.isCompletedExceptionally() && client.join().left;
    }

    private void writeTo(OutputStream out) throws IOException {
        client.complete(new ToClient(out));
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the response breaks off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server ends", e);
        }
    }

    /// The client's connection. It stays open when the function closes it: the server ends the response.
    private static final class ToClient extends FilterOutputStream {
        private volatile boolean left;

        private ToClient(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                left = true;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                left = true;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
