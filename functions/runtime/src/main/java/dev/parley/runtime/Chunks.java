package dev.parley.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// A body in HTTP/1.1's chunked coding: what has been written goes out as one chunk when it is flushed, or when it
/// has become long. Closing flushes; the body ends by [#end(Map)] only.
final class Chunks extends OutputStream {
    private static final int LONG = 16 * 1024;

    private final OutputStream out;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean over;

    Chunks(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireOpen();
        pending.write(bytes, offset, length);
        if (pending.size() >= LONG) {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        requireOpen();
        if (pending.size() > 0) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(pending.size() + 16);
            chunk.writeBytes(ascii(Integer.toHexString(pending.size()) + "\r\n"));
            pending.writeTo(chunk);
            chunk.writeBytes(ascii("\r\n"));
            pending.reset();
            send(chunk.toByteArray());
        }
    }

    @Override
    public void close() throws IOException {
        if (!over) {
            flush();
        }
    }

    /// Ends the body, with trailers if there are any.
    void end(Map<String, String> trailers) throws IOException {
        flush();
        over = true;
        StringBuilder last = new StringBuilder("0\r\n");
        trailers.forEach(
                (name, value) -> last.append(name).append(": ").append(value).append("\r\n"));
        send(ascii(last.append("\r\n").toString()));
    }

    /// Whether nothing more can be written: the body has ended, or the connection has failed.
    boolean isOver() {
        return over;
    }

    private void send(byte[] bytes) throws IOException {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            over = true;
            throw e;
        }
    }

    private void requireOpen() throws IOException {
        if (over) {
            throw new IOException("nobody takes this response any more");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
