package dev.parley.chat;

import dev.parley.chat.Question.Speech;
import java.util.ArrayList;
import java.util.List;

/// What stands around the user's newest text in the last message to the model: passages of a knowledge base before
/// it, each quoted in a block of its own, and behind it the session's post-prompt as it is.
record Frame(List<String> before, List<String> after) {
    /// The newest text stands alone.
    static final Frame NONE = new Frame(List.of(), List.of());

    Frame {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// The post-prompt, if it is told, and of the passages, in their order, as many as come to no more than
    /// `tokens` with their quotation marks: the first that is too long ends them.
    static Frame of(List<String> passages, SidePrompt postPrompt, int tokens) {
        List<String> fitting = new ArrayList<>();
        int left = tokens;
        for (String passage : passages) {
            String quoted = Quotation.of("passage", passage);
            left -= Tokens.in(quoted);
            if (left < 0) {
                break;
            }
            fitting.add(quoted);
        }
        return new Frame(fitting, postPrompt.told().stream().toList());
    }

    /// What the passages take of the model's context.
    int tokens() {
        return before.stream().mapToInt(Tokens::in).sum();
    }

    /// The speech, whose last block is the user's newest text, with the frame around that.
    Speech around(Speech speech) {
        List<String> blocks = new ArrayList<>(speech.blocks());
        blocks.addAll(blocks.size() - 1, before);
        blocks.addAll(after);
        return new Speech(speech.role(), blocks);
    }
}
