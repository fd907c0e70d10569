package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Blank;
import dev.parley.chat.Message;
import dev.parley.chat.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;

/// What the model was told, read back from the request that reached it.
final class Told {
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
    record Said(String role, String text) {}

    /// Everything that a conversation was to be told with.
    ///
    /// @param stored what was stored before the newest text, each text another one unless it is blank
    record Meant(List<String> system, List<Message> stored, String newest, List<String> passages, String postPrompt) {}

    /// Checks that the request holds what was meant and nothing else: the newest text last but for a post-prompt,
    /// before it the first of the passages, before them the end of what was stored, in its order, without a gap,
    /// each under the role of who said it. The strict stand-in has checked the rest.
    ///
    /// @return whether all that was stored from the user's first message on was told
    boolean holds(Meant meant) {
        List<Said> left = new ArrayList<>(blocks);
        boolean postPrompt =
                "post-prompt".equals(request.at("/requestMetadata/lastBlock").asText());
        boolean ends = postPrompt == !meant.postPrompt().isEmpty()
                && (!postPrompt || left.removeLast().equals(new Said("user", meant.postPrompt())))
                && !left.isEmpty()
                && left.removeLast().equals(new Said("user", meant.newest()));
        List<String> passages = new ArrayList<>();
        while (!left.isEmpty() && left.getLast().text().startsWith(PASSAGE)) {
            passages.addFirst(left.removeLast().text());
        }
        List<Said> stored = told(meant.stored());
        boolean holds = ends
                && startsWith(quoted(meant.passages()), passages)
                && endsWith(stored, left)
                && texts(request.path("system")).equals(meant.system());
        // Asserted once: a hundred thousand descriptions would take minutes.
        if (!holds) {
            assertThat(request).as("%s", meant).isNull();
        }
        return left.size() == fromTheFirstUser(stored).size();
    }

    /// What of the stored messages a model may be told.
    private static List<Said> told(List<Message> stored) {
        return stored.stream()
                .filter(message -> message.said().role() != Role.SYSTEM)
                .filter(message -> !Blank.is(message.said().text()))
                .map(message -> new Said(
                        message.said().role() == Role.USER ? "user" : "assistant",
                        message.said().text()))
                .toList();
    }

    private static List<Said> fromTheFirstUser(List<Said> said) {
        return said.stream().dropWhile(one -> one.role().equals("assistant")).toList();
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

    private static <T> boolean startsWith(List<T> all, List<T> start) {
        return start.size() <= all.size() && all.subList(0, start.size()).equals(start);
    }

    private static <T> boolean endsWith(List<T> all, List<T> end) {
        List<T> reversed = new ArrayList<>(end);
        Collections.reverse(reversed);
        return startsWith(all.reversed(), reversed);
    }
}
