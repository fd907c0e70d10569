package dev.parley.promises.logs;

import dev.parley.promises.Group;
import dev.parley.promises.Operation;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Requests with a mark in their headers, what they were answered, and the tokens that their senders had.
final class Traffic {
    private final Marked marked;
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final Queue<String> secrets = new ConcurrentLinkedQueue<>();

    Traffic(Marked marked) {
        this.marked = marked;
    }

    /// What was asked, and answered.
    record Exchange(String what, Answer answer) {
        boolean isByFunction() {
            return Group.isByFunction(answer);
        }
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /// What tokens say, and whom they name.
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    ApiClient signedIn(ApiClient user) {
        keepSecret(user.token());
        keepSecret(user.sub());
        return user;
    }

    void keepSecret(String secret) {
        secrets.add(secret);
    }

    Answer send(ApiClient user, Optional<String> key, Operation.Request request) {
        String[] line = request.line().split(" ", 2);
        List<String> headers = new ArrayList<>(List.of(
                "user-agent: " + marked.mark(),
                "x-forwarded-for: " + marked.mark(),
                "x-" + marked.mark() + ": " + marked.mark(),
                "cookie: session=" + marked.mark()));
        key.ifPresent(text -> headers.add("idempotency-key: " + text));
        byte[] body = request.body().orElse("").getBytes(StandardCharsets.UTF_8);
        Answer answer = user.raw(line[0], line[1], body, headers.toArray(String[]::new));
        exchanges.add(new Exchange(request.line(), answer));
        return answer;
    }

    /// Does the same for all, a few at once.
    static <T> void together(int atOnce, List<T> all, Consumer<T> what) {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            all.stream()
                    .map(one -> CompletableFuture.runAsync(() -> what.accept(one), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }
}
