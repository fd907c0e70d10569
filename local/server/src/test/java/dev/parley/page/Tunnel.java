package dev.parley.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a server that can be cut off in the middle of an answer, and mended.
final class Tunnel implements AutoCloseable {
    private final URI server;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Tunnel(URI server, ServerSocket entrance) {
        this.server = server;
        this.entrance = entrance;
    }

    static Tunnel to(URI server) {
        try {
            Tunnel tunnel = new Tunnel(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.startVirtualThread(tunnel::admit);
            return tunnel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI entrance() {
        return URI.create("http://" + server.getHost() + ":" + entrance.getLocalPort());
    }

    /// Breaks every connection, and each new one at once.
    void cut() {
        cut = true;
        open.forEach(Tunnel::close);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        close(entrance);
        cut();
    }

    private void admit() {
        try {
            while (true) {
                connect(entrance.accept());
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far = new Socket(server.getHost(), server.getPort());
        open.add(near);
        open.add(far);
        if (cut) {
            close(near);
        }
        Thread.startVirtualThread(() -> carry(near, far));
        Thread.startVirtualThread(() -> carry(far, near));
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // Cut off, or left by one side.
        }
    }

    private static void close(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
