package dev.parley.server;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;

/// A connection that keeps the target of its request line as it came. Jetty refuses some (`/a%zz`, `/%00`)
/// whatever its strictness is set to, so it is shown another.
final class RawTargetConnection extends HttpConnection {
    private String target = "";

    private RawTargetConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    static HttpConnectionFactory factory(HttpConfiguration configuration) {
        return new HttpConnectionFactory(configuration) {
            @Override
            public Connection newConnection(Connector connector, EndPoint endPoint) {
                return configure(
                        new RawTargetConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
            }
        };
    }

    /// The path and query of a request's target; a connection has one request at a time.
    static String target(Request request) {
        return request.getConnectionMetaData().getConnection() instanceof RawTargetConnection connection
                ? withoutAuthority(connection.target)
                : request.getHttpURI().getPathQuery();
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        target = uri;
        return super.newHttpStream(method, "/", version);
    }

    /// What a proxy is told, `http://host/path`, says the host again.
    private static String withoutAuthority(String target) {
        int authority = target.indexOf("://");
        if (target.startsWith("/") || authority < 0) {
            return target;
        }
        int path = target.indexOf('/', authority + 3);
        return path < 0 ? "/" : target.substring(path);
    }
}
