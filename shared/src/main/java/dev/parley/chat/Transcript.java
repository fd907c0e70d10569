package dev.parley.chat;

import dev.parley.chat.Question.Speech;
import java.util.ArrayList;
import java.util.List;

/// The part of a conversation that a model is given: valid whatever is stored.
///
/// It alternates, starts and ends with the user, has no blank text and no system messages; neighbours of one role
/// become one speech of several blocks. It is cut where a turn begins, so that the model never sees half of one.
final class Transcript {
    private Transcript() {}

    /// The speeches of `messages` (in order, the last one a user's) whose texts, with the passages in the frame
    /// around the last one, come to no more than `tokens`.
    static List<Speech> of(List<Message> messages, Frame frame, int tokens) {
        List<Utterance> said = messages.stream()
                .map(Message::said)
                .filter(utterance -> utterance.role() != Role.SYSTEM && !Blank.is(utterance.text()))
                .toList();
        List<Speech> speeches = speeches(said.subList(start(said, tokens - frame.tokens()), said.size()));
        speeches.add(frame.around(speeches.removeLast()));
        return speeches;
    }

    /// Where to begin: at the earliest turn within the budget, or, if the newest turn alone is beyond it, at the
    /// earliest of its messages that is not.
    private static int start(List<Utterance> said, int tokens) {
        int newestTurn = said.size();
        int start = said.size();
        int sum = 0;
        for (int i = said.size() - 1; i >= 0; i--) {
            sum += said.get(i).tokens();
            if (sum > tokens) {
                break;
            }
            boolean user = said.get(i).role() == Role.USER;
            boolean turnBegins = user && (i == 0 || said.get(i - 1).role() != Role.USER);
            if (turnBegins || (user && newestTurn == i + 1)) {
                start = i;
            }
            if (user && newestTurn == i + 1) {
                newestTurn = i;
            }
        }
        return start;
    }

    private static List<Speech> speeches(List<Utterance> said) {
        List<Speech> speeches = new ArrayList<>();
        for (Utterance utterance : said) {
            if (!speeches.isEmpty() && speeches.getLast().role() == utterance.role()) {
                Speech before = speeches.removeLast();
                List<String> blocks = new ArrayList<>(before.blocks());
                blocks.add(utterance.text());
                speeches.add(new Speech(utterance.role(), blocks));
            } else {
                speeches.add(new Speech(utterance.role(), List.of(utterance.text())));
            }
        }
        return speeches;
    }
}
