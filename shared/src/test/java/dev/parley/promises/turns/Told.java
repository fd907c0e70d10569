package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Blank;
import dev.parley.chat.Message;
import dev.parley.chat.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// What the model was told, read back from the request that reached it.
final class Told {
    private static final String USER = "user";
    private static final String PASSAGE = "<passage>";

    private final JsonNode request;
    private final List<Said> blocks = new ArrayList<>();

    private Told(JsonNode request) {
        this.request = request;
        request.path("messages")
                .forEach(message -> message.path("content")
                        .forEach(block -> blocks.add(new Said(
                                message.path("role").asText(),
                                block.path("text").asText()))));
    }

    static Told in(JsonNode request) {
        return new Told(request);
    }

    /// One block of a message.
    record Said(String role, String text) {
        boolean isUsers() {
            return role.equals(USER);
        }

        int tokens() {
            return Told.tokens(text);
        }
    }

    /// Everything that a conversation was to be told with.
    ///
    /// @param stored what was stored before the newest text, each text another one unless it is blank
    /// @param again whether the newest text, too, was stored before
    /// @param contextTokens how many tokens newest text, passages and what was stored may come to
    record Meant(
            List<String> system,
            List<Message> stored,
            String newest,
            List<String> passages,
            String postPrompt,
            boolean again,
            int contextTokens) {}

    /// Checks that the request holds what was meant and nothing else: the newest text last but for a post-prompt,
    /// before it as many of the passages as fit, before them as many turns of what was stored as fit then, in their
    /// order, each text under the role of who said it. The strict stand-in has checked the rest.
    ///
    /// @return whether all that was stored from the user's first message on was told
    boolean holds(Meant meant) {
        List<Said> left = new ArrayList<>(blocks);
        boolean postPrompt =
                "post-prompt".equals(request.at("/requestMetadata/lastBlock").asText());
        boolean ends = postPrompt == !meant.postPrompt().isEmpty()
                && (!postPrompt || left.removeLast().equals(new Said(USER, meant.postPrompt())))
                && !left.isEmpty()
                && left.removeLast().equals(new Said(USER, meant.newest()));
        List<String> passages = new ArrayList<>();
        while (!left.isEmpty() && left.getLast().text().startsWith(PASSAGE)) {
            passages.addFirst(left.removeLast().text());
        }
        List<Said> read = told(read(meant));
        Said newest = new Said(USER, meant.newest());
        List<String> fitting = fitting(quoted(meant.passages()), meant.contextTokens() - newest.tokens());
        int rest = meant.contextTokens() - tokens(fitting);
        boolean holds = ends
                && passages.equals(fitting)
                && left.equals(cut(read, newest, rest))
                && texts(request.path("system")).equals(meant.system());
        // Asserted once: a hundred thousand descriptions would take minutes.
        if (!holds) {
            assertThat(request).as("%s", meant).isNull();
        }
        return left.size() == fromTheFirstUser(told(meant.stored())).size();
    }

    /// What is read of the stored messages: the newest, up to the one that is more than the context holds, whether
    /// the model may be told of them or not.
    private static List<Message> read(Meant meant) {
        int sum = meant.again() ? tokens(meant.newest()) : 0;
        int first = meant.stored().size();
        while (first > 0 && sum <= meant.contextTokens()) {
            first--;
            sum += tokens(meant.stored().get(first).said().text());
        }
        return meant.stored().subList(first, meant.stored().size());
    }

    /// What of the stored messages a model may be told.
    private static List<Said> told(List<Message> stored) {
        return stored.stream()
                .filter(message -> message.said().role() != Role.SYSTEM)
                .filter(message -> !Blank.is(message.said().text()))
                .map(message -> new Said(
                        message.said().role() == Role.USER ? USER : "assistant",
                        message.said().text()))
                .toList();
    }

    private static List<Said> fromTheFirstUser(List<Said> said) {
        return said.stream().dropWhile(one -> !one.isUsers()).toList();
    }

    private static List<String> quoted(List<String> passages) {
        return passages.stream()
                .map(text -> PASSAGE
                        + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</passage>")
                .toList();
    }

    private static List<String> texts(JsonNode blocks) {
        return StreamSupport.stream(blocks.spliterator(), false)
                .map(block -> block.path("text").asText())
                .toList();
    }

    /// The first of the texts that come to no more than so many tokens.
    private static List<String> fitting(List<String> texts, int tokens) {
        int count = texts.size();
        while (tokens(texts.subList(0, count)) > tokens) {
            count--;
        }
        return texts.subList(0, count);
    }

    /// What of the stored texts fits together with the newest: from the beginning of the earliest turn from which
    /// on all of them do; where not even the newest turn does, of whose questions none was answered, as many of its
    /// last questions as do.
    private static List<Said> cut(List<Said> stored, Said newest, int tokens) {
        List<Said> all = new ArrayList<>(stored);
        all.add(newest);
        List<Integer> begins = IntStream.range(0, all.size())
                .filter(i -> all.get(i).isUsers() && (i == 0 || !all.get(i - 1).isUsers()))
                .boxed()
                .toList();
        int start = begins.stream()
                .filter(i -> fits(all.subList(i, all.size()), tokens))
                .findFirst()
                .orElseGet(() -> IntStream.range(begins.getLast(), all.size())
                        .filter(i -> fits(all.subList(i, all.size()), tokens))
                        .findFirst()
                        .orElseThrow());
        return stored.subList(start, stored.size());
    }

    private static boolean fits(List<Said> said, int tokens) {
        return said.stream().mapToInt(Said::tokens).sum() <= tokens;
    }

    private static int tokens(List<String> texts) {
        return texts.stream().mapToInt(Told::tokens).sum();
    }

    /// Four bytes of UTF-8 are a token.
    private static int tokens(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
    }
}
