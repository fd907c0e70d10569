package dev.parley.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// A file of a page, on the class path.
///
/// @param path from the root of the class path, without a slash before it
record StaticFile(String path) {
    private static final String SWAGGER_UI = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "png", "image/png",
            "svg", "image/svg+xml");

    /// A file of the local server's own, by its path from this package.
    static StaticFile ofParley(String path) {
        return new StaticFile("dev/parley/server/" + path);
    }

    /// A file of the WebJar of Swagger UI, whose folder has the version's name.
    static StaticFile ofSwaggerUi(String name) {
        try (InputStream in = open(SWAGGER_UI)) {
            Properties release = new Properties();
            release.load(in);
            return new StaticFile(
                    "META-INF/resources/webjars/swagger-ui/" + release.getProperty("version") + "/" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param policy what the page that it is may do, as a Content-Security-Policy
    HttpReply reply(String policy) {
        try (InputStream in = open(path)) {
            return new HttpReply(200, new Headers(List.of()), ByteBuffer.wrap(in.readAllBytes()))
                    .with("content-type", TYPES.getOrDefault(suffix(), "application/octet-stream"))
                    .with("content-security-policy", policy)
                    .with("x-content-type-options", "nosniff")
                    .with("cache-control", "no-cache");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String suffix() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static InputStream open(String path) {
        InputStream file = StaticFile.class.getClassLoader().getResourceAsStream(path);
        if (file == null) {
            throw new IllegalStateException("There is no " + path + " on the class path.");
        }
        return file;
    }
}
