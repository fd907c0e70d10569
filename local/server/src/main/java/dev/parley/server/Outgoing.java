package dev.parley.server;

/// What goes out for a request: a whole response, or one that is still being written.
sealed interface Outgoing permits HttpReply, StreamedReply {
    int status();

    Headers headers();
}
