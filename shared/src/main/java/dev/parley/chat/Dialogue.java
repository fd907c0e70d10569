package dev.parley.chat;

import java.util.Optional;

/// What a user says to the model, once for a request: the turn that answers it, or the answer that the same request
/// has had.
record Dialogue(Access access, Turns turns) {

    Message chat(Caller caller, SessionId id, Utterance said, Once once) {
        Optional<Receipt> earlier = access.receipt(caller, once);
        if (earlier.isEmpty()) {
            return turns.run(access.active(caller, id), said, once);
        }
        Receipt receipt = earlier.get();
        return receipt.answered() == 0
                ? turns.resume(access.active(caller, id), receipt.asked(), once)
                : given(caller, id, receipt);
    }

    Telling stream(Caller caller, SessionId id, Utterance said, Once once) {
        Optional<Receipt> earlier = access.receipt(caller, once);
        if (earlier.isEmpty()) {
            return turns.stream(access.active(caller, id), said, once);
        }
        Receipt receipt = earlier.get();
        return receipt.answered() == 0
                ? turns.streamAgain(access.active(caller, id), receipt.asked(), once)
                : Following.given(receipt, given(caller, id, receipt));
    }

    private Message given(Caller caller, SessionId id, Receipt receipt) {
        return turns.given(access.own(caller, id, Excerpt.NONE).session(), receipt.answered());
    }
}
