package dev.parley.dynamodb;

import dev.parley.chat.Answer;
import dev.parley.chat.Message;
import dev.parley.chat.Refusal;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.Thing;
import dev.parley.chat.Turn;
import dev.parley.chat.Usage;
import dev.parley.chat.Utterance;
import dev.parley.dynamodb.Endings.Ending;
import dev.parley.dynamodb.Transactions.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Giving turns back: one transaction each, whose first step is the header's.
record TurnEnds(Writes writes, Headers headers, Transactions transactions, Endings endings, Patience patience) {
    private static final int HEADER = 0;

    Message giveBack(Turn turn, Answer answer, Instant now) {
        Patience.Attempts attempts = patience.begin();
        Utterance said = new Utterance(Role.ASSISTANT, answer.text(), null);
        Usage usage = answer.generation().usage();
        int last = turn.asked();
        Instant at = now;
        while (true) {
            Message message = new Message(last + 1, said, now, answer.generation(), null);
            List<TransactWriteItem> steps = endings.answered(ending(turn), message, at);
            Receipts.answered(writes, turn, message.seq()).ifPresent(steps::add);
            TokenCounts.settle(writes, turn, usage).ifPresent(steps::add);
            switch (transactions.run(steps)) {
                case Outcome.Done _ -> {
                    return message;
                }
                case Outcome.Refused refused -> {
                    Session session = ours(turn, headers.live(refused.old(HEADER)))
                            .orElseThrow(() -> {
                                TokenCounts.late(writes, transactions, turn, usage);
                                return new Refusal.NotFound(Thing.ACTIVE_SESSION);
                            });
                    last = session.messages().count();
                    at = Moments.later(now, session.times().updatedAt());
                }
            }
            attempts.next("many messages at once");
        }
    }

    void giveUp(Turn turn, String reason, Usage usage) {
        List<TransactWriteItem> steps = endings.unanswered(ending(turn), turn.asked(), reason);
        TokenCounts.settle(writes, turn, usage).ifPresent(steps::add);
        if (transactions.run(steps) instanceof Outcome.Refused refused) {
            TokenCounts.late(writes, transactions, turn, usage);
            if (headers.live(refused.old(HEADER)).isEmpty()) {
                throw new Refusal.NotFound(Thing.ACTIVE_SESSION);
            }
        }
    }

    private static Ending ending(Turn turn) {
        return Ending.of(turn.session(), turn.id(), turn.streamed());
    }

    private static Optional<Session> ours(Turn turn, Optional<EnhancedDocument> header) {
        return header.filter(item -> turn.id().equals(item.getString(Attributes.TURN)))
                .map(Items::bareSession);
    }
}
