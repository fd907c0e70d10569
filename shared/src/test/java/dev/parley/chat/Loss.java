package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Refusal.NotFound;

/// How a turn whose lease is over can be lost.
enum Loss {
    TAKEN_BY_ANOTHER {
        @Override
        void happen(ContractPart part, Turn turn) {
            part.take(session(part, turn), "another");
        }
    },
    RETAKEN {
        @Override
        void happen(ContractPart part, Turn turn) {
            part.store().retake(session(part, turn), turn.asked(), part.lease(), Once.ALWAYS);
        }
    },
    RETAKEN_AND_GIVEN_BACK {
        @Override
        void happen(ContractPart part, Turn turn) {
            Lease lease = part.lease();
            Turn again = part.store().retake(session(part, turn), turn.asked(), lease, Once.ALWAYS);
            part.store().giveBack(again, ContractPart.ANSWER, part.now());
        }
    },
    GIVEN_BACK {
        @Override
        void happen(ContractPart part, Turn turn) {
            part.store().giveBack(turn, ContractPart.ANSWER, part.now());
        }
    },
    GIVEN_UP {
        @Override
        void happen(ContractPart part, Turn turn) {
            part.store().giveUp(turn, "timeout", Usage.NONE);
        }
    },
    SESSION_ENDED {
        @Override
        void happen(ContractPart part, Turn turn) {
            part.store().end(turn.session(), turn.owner(), part.now());
        }
    },
    STATUS_CHANGED {
        @Override
        void happen(ContractPart part, Turn turn) {
            part.store().update(turn.session(), turn.owner(), ChangingContract.status(Status.TERMINATED), part.now());
        }
    },
    STATUS_CHANGED_AND_BACK {
        @Override
        void happen(ContractPart part, Turn turn) {
            STATUS_CHANGED.happen(part, turn);
            part.store().update(turn.session(), turn.owner(), ChangingContract.status(Status.ACTIVE), part.now());
        }
    },
    SESSION_DELETED {
        @Override
        void happen(ContractPart part, Turn turn) {
            part.store().delete(session(part, turn));
        }

        @Override
        void giveUpAfterwards(ContractPart part, Turn turn, String reason, Usage usage) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> super.giveUpAfterwards(part, turn, reason, usage));
        }
    };

    abstract void happen(ContractPart part, Turn turn);

    /// Gives the lost turn up, which is refused where there is no session any more.
    void giveUpAfterwards(ContractPart part, Turn turn, String reason, Usage usage) {
        part.store().giveUp(turn, reason, usage);
    }

    private static Session session(ContractPart part, Turn turn) {
        return part.store().find(turn.session(), Excerpt.NONE).orElseThrow().session();
    }
}
