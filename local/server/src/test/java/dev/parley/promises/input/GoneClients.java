package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Row 48: clients that do not wait for their answer, or do not finish what they send.
record GoneClients(Stage stage, Stored set) {
    private static final String ANSWERING = "dev.parley.server.HttpServer$Answering";
    private static final int CLIENTS = 20;
    private static final int HALF_A_HEAD = 60;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// What was sent whole has the effect that it has when it is answered; what was not has none.
    void check(Group group, Request request) {
        assertThat(request.sentBy(stage.user(group)).status()).isLessThan(300);
        Stored effect = Stored.in(stage.table());
        set.restoreFrom(effect);

        byte[] whole = written(request, stage.user(group));
        close(send(whole));
        await(effect::stands);
        awaitNoThread();
        set.restoreFrom(effect);

        assertThat(halfClosed(whole)).startsWith("HTTP/1.1 2");
        assertThat(effect.differences()).isEmpty();
        set.restoreFrom(effect);

        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            slow.add(send(Arrays.copyOf(whole, whole.length - 1)));
            slow.add(send(Arrays.copyOf(whole, HALF_A_HEAD)));
        }
        assertThat(stage.user(group).get("/sessions?limit=1").status()).isEqualTo(200);
        if (!request.body().isEmpty()) {
            await(() -> threads().contains(ANSWERING));
        }
        slow.forEach(GoneClients::close);
        awaitNoThread();
        set.checkStands();
    }

    private static byte[] written(Request request, ApiClient user) {
        String head = request.method() + " " + request.target() + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
                + "authorization: Bearer " + user.token() + "\r\ncontent-length: "
                + request.body().length() + "\r\n"
                + String.join("\r\n", request.headers()) + "\r\n\r\n";
        return (head + request.body()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A connection over which these bytes went out.
    private Socket send(byte[] bytes) {
        try {
            Socket socket = new Socket(
                    stage.server().address().getHost(), stage.server().address().getPort());
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String halfClosed(byte[] bytes) {
        try (Socket socket = send(bytes)) {
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until no thread of the server answers anybody.
    private static void awaitNoThread() {
        await(() -> !threads().contains(ANSWERING));
    }

    /// All threads with what they are doing, virtual ones included.
    private static String threads() {
        try {
            Path folder = Files.createTempDirectory("threads");
            Path file = folder.resolve("dump");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            String text = Files.readString(file);
            Files.delete(file);
            Files.delete(folder);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
