package dev.parley.standins;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/// Ends a connection as a broken network does: the caller gets a TCP reset after what was sent so far.
public final class BrokenConnection {

    private BrokenConnection() {}

    public static void of(Context context) throws IOException {
        var connection = connection(context);
        if (connection.getTransport() instanceof SocketChannel channel) {
            // Closing without lingering is what makes it a reset.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        connection.close();
    }

    /// Ends the connection in order, whether or not there was an answer.
    public static void close(Context context) {
        connection(context).close();
    }

    /// Whether the caller has hung up.
    static boolean isOver(Context context) {
        var connection = connection(context);
        try {
            // The one thing that tells: a connection whose other end is closed can still be written to for a while.
            return !connection.isOpen()
                    || (connection.getTransport() instanceof SocketChannel channel
                            && channel.read(ByteBuffer.allocate(1)) < 0);
        } catch (IOException _) {
            return true;
        }
    }

    private static EndPoint connection(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }
}
