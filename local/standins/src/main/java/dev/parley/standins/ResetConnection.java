package dev.parley.standins;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/// Ends a connection as a broken network does: the caller gets a TCP reset after what was sent so far.
final class ResetConnection {

    private ResetConnection() {}

    static void of(Context context) throws IOException {
        var connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (connection.getTransport() instanceof SocketChannel channel) {
            // Closing without lingering is what makes it a reset.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        connection.close();
    }
}
