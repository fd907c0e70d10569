package dev.parley.chat;

import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Dictation.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Turns: the user's message is stored and the turn taken, passages are looked up where the assistant has a
/// knowledge base, the model is asked, and the answer is stored as the turn is given back. Whatever fails, the
/// user's message stays and the session takes the next turn.
record Turns(ChatStore store, CatalogStore catalog, Answering answering, Pace pace) {

    /// The model's answer to what the user says in a session as it was `seen`.
    ///
    /// @throws Refusal.NotFound when the session is not active, or no longer as the answer comes, or its assistant
    ///     or model is gone
    /// @throws Refusal.Invalid when the text is longer than the model's context
    /// @throws Refusal.Conflict when a turn is running
    /// @throws Refusal.BudgetSpent when the user's budget has no room for the turn
    /// @throws Refusal.NoAnswer when the model gives none, or its passages cannot be looked up
    Message run(Session seen, Utterance said, Once once) {
        return answeredWhole(taken(seen, said, once, false));
    }

    /// The model's answer to a message that was stored before and got none.
    Message resume(Session seen, int asked, Once once) {
        return answeredWhole(retaken(seen, asked, once, false));
    }

    /// The same as [#run], told while the model answers: what is refused before that is refused here.
    Telling stream(Session seen, Utterance said, Once once) {
        return telling(taken(seen, said, once, true));
    }

    /// The same as [#resume], told while the model answers.
    Telling streamAgain(Session seen, int asked, Once once) {
        return telling(retaken(seen, asked, once, true));
    }

    /// The answer that was given before, at that seq.
    Message given(Session session, int seq) {
        return store.messages(session.id(), Stretch.all(seq, seq)).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound(Thing.MESSAGE));
    }

    /// A turn that has been taken, and what the model is to be asked in it.
    private record Begun(Turn turn, Briefing briefing, Utterance said, Supplier<List<Message>> messages) {}

    private Begun taken(Session seen, Utterance said, Once once, boolean streamed) {
        Briefing briefing = Briefing.of(seen, catalog);
        briefing.fits(said);
        Lease lease = lease(briefing, said, streamed);
        int count = seen.messages().count();
        Beside<List<Message>> earlier = Beside.start(() -> newest(seen, count, briefing));
        Turn turn = store.take(seen, said, lease, once);
        return new Begun(turn, briefing, said, () -> {
            List<Message> messages = new ArrayList<>(earlier.join());
            // Others may have written between our look at the session and the take.
            messages.addAll(store.messages(seen.id(), Stretch.all(count + 1, turn.asked() - 1)));
            messages.add(new Message(turn.asked(), said, pace.now(), null, null));
            return messages;
        });
    }

    private Begun retaken(Session seen, int asked, Once once, boolean streamed) {
        Briefing briefing = Briefing.of(seen, catalog);
        List<Message> messages = newest(seen, asked, briefing);
        if (messages.isEmpty()) {
            throw new Refusal.NotFound(Thing.MESSAGE);
        }
        Utterance said = messages.getLast().said();
        briefing.fits(said);
        Turn turn = store.retake(seen, asked, lease(briefing, said, streamed), once);
        return new Begun(turn, briefing, said, () -> messages);
    }

    private Telling telling(Begun begun) {
        return listener -> {
            try (Relay relay = Relay.to(listener, pace.streaming().parting())) {
                Turn turn = begun.turn();
                relay.accept(new TurnEvent.Started(turn.id(), turn.asked()));
                Dictation dictation = new Dictation(store, turn, pace, relay);
                relay.accept(end(begun, dictation));
                if (dictation.ending() instanceof Ending.BrokenOff(var why)) {
                    throw why;
                }
            }
        };
    }

    /// Has the answer taken down, and stores it.
    private TurnEvent.End end(Begun begun, Dictation dictation) {
        try {
            return new TurnEvent.Completed(answered(
                    begun,
                    question -> dictation.take(answering.streaming().stream(question, pace.forTheStream())),
                    failure -> {
                        // What is kept becomes the answer when the lease ends.
                        dictation.keepTheRest();
                        return failure;
                    }));
        } catch (Refusal.NoAnswer failure) {
            if (dictation.ending() instanceof Ending.Stopped) {
                return new TurnEvent.Stopped();
            }
            throw failure;
        }
    }

    private Message answeredWhole(Begun begun) {
        return answered(
                begun,
                question -> answering.model().answer(question, pace.forTheModel()),
                // A store that failed may have given the turn back and counted, or not: twice would be once too
                // often.
                failure -> new GivingUp(store).after(begun.turn(), failure, Usage.UNKNOWN));
    }

    /// @param unstored what is to be told when the store fails that was to take the answer
    private Message answered(Begun begun, Function<Question, Answer> asking, UnaryOperator<RuntimeException> unstored) {
        Turn turn = begun.turn();
        Briefing briefing = begun.briefing();
        Utterance said = begun.said();
        Request.tally().tookTurn();
        GivingUp givingUp = new GivingUp(store);
        Question question = givingUp.or(
                turn,
                () -> {
                    Beside<List<String>> passages =
                            Beside.start(() -> briefing.passages(said, answering.retriever(), pace.forTheModel()));
                    return briefing.question(begun.messages().get(), passages.join());
                },
                _ -> Usage.NONE);
        Answer answer = givingUp.or(turn, () -> storable(asking.apply(question)), GivingUp::usage);
        return stored(turn, answer, unstored);
    }

    private Message stored(Turn turn, Answer answer, UnaryOperator<RuntimeException> unstored) {
        try {
            // The same request again, under its key, asks for the answer that is missing.
            Turn ended = answer.generation().isIncomplete() ? turn.unkeyed() : turn;
            return store.giveBack(ended, answer, pace.now());
        } catch (Refusal.NotFound lost) {
            // There is nothing to give up any more.
            throw lost;
        } catch (RuntimeException failure) {
            throw unstored.apply(failure);
        }
    }

    /// The answer, unless it is longer than a message may be: no fault of the caller's.
    private static Answer storable(Answer answer) {
        if (!Limit.CONTENT.admits(answer.text())) {
            throw new Refusal.NoAnswer("too long an answer", answer.generation().usage());
        }
        return answer;
    }

    private List<Message> newest(Session seen, int last, Briefing briefing) {
        return store.newest(seen.id(), last, seen.messages(), briefing.model().contextTokens());
    }

    private Lease lease(Briefing briefing, Utterance said, boolean streamed) {
        Instant now = pace.now();
        return new Lease(
                now,
                pace.lease(),
                streamed,
                session -> answering.budget().allow(briefing.most(session.messages(), said), now));
    }
}
