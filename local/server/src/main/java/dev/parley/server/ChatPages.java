package dev.parley.server;

import java.util.Set;
import java.util.function.Function;

/// The page at `/`, in which one can talk with the assistants: plain files, and a client of the public API like any
/// other.
final class ChatPages {
    private static final String FILES = "/page/";
    private static final Set<String> NAMES = Set.of(
            "actions.js",
            "answer.js",
            "api.js",
            "asked.js",
            "calls.js",
            "conversation.js",
            "dialogs.js",
            "dom.js",
            "events.js",
            "icon.svg",
            "identity.js",
            "list.js",
            "messages.js",
            "page.css",
            "page.js",
            "session.js",
            "start.js",
            "turn.js",
            "words.js");

    /// What the page may do: run its own files, call its own server, and nothing else. Text can be made into
    /// nothing that runs, even by mistake.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private ChatPages() {}

    /// Sends calls of this page to it and all others to the API.
    static Function<HttpCall, Outgoing> before(Function<HttpCall, ? extends Outgoing> api) {
        return call -> call.path().equals("/") || call.path().startsWith(FILES) ? answer(call) : api.apply(call);
    }

    private static HttpReply answer(HttpCall call) {
        if (!call.method().equals("GET")) {
            return HttpReply.notFound();
        }
        if (call.path().equals("/")) {
            return file("index.html");
        }
        String name = call.path().substring(FILES.length());
        return NAMES.contains(name) ? file(name) : HttpReply.notFound();
    }

    private static HttpReply file(String name) {
        return StaticFile.ofParley("page/" + name).reply(POLICY).with("referrer-policy", "no-referrer");
    }
}
