package dev.parley.server;

import dev.parley.server.StreamUser.Told;
import dev.parley.standins.RuntimeInvocation;
import java.io.IOException;

/// What a stream function tells the Runtime API of an event, as it tells it.
record StreamedResult(RuntimeInvocation invocation) {
    /// The status before the body, once it is there; the body comes after that.
    int status() throws InterruptedException {
        return Json.parse(invocation.prelude()).path("statusCode").asInt();
    }

    /// The next event of that name; those before it are passed over.
    Told next(String name) throws InterruptedException {
        Told told = next();
        while (!told.name().equals(name)) {
            told = next();
        }
        return told;
    }

    /// The next event; one without a name is a line that keeps the connection open.
    Told next() throws InterruptedException {
        return Told.parse(invocation.upTo("\n\n"));
    }

    /// The text of all deltas up to an event of that name.
    String textUntil(String name) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Told told = next(); !told.name().equals(name); told = next()) {
            text.append(told.data().path("text").asText());
        }
        return text.toString();
    }

    /// The client goes away.
    void leave() throws IOException {
        invocation.leave();
    }
}
