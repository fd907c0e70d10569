package dev.parley.server;

import java.net.URI;

/// Where the server listens.
record Address(String host, int port) {
    URI uri() {
        return URI.create("http://" + host + ":" + port);
    }
}
