package dev.parley.standins;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.http.UriCompliance;

/// How everything here listens that plays AWS: on any free port of the loopback, taking any path and requests as
/// large as AWS's.
public final class LoopbackHttp {
    private static final long LARGEST_REQUEST = 25_000_000;

    private LoopbackHttp() {}

    public static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.host = LocalClients.HOST;
        config.jetty.port = 0;
        config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.compressionStrategy = CompressionStrategy.NONE;
    }
}
