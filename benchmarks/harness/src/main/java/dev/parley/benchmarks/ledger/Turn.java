package dev.parley.benchmarks.ledger;

import dev.parley.standins.Meter;
import java.util.Optional;

/// What one turn takes, of Parley and of a store that keeps the session in one item.
///
/// @param messageByMessage of LangChain's way; nothing where the item would be too large
/// @param atOnce of the cheapest way that the layout allows; nothing where the item would be too large
record Turn(Meter.Bill parley, Optional<Meter.Bill> messageByMessage, Optional<Meter.Bill> atOnce) {

    /// The turn that follows on so many messages.
    static Turn after(int messages, Meter.Bill parley, OneItemTurns oneItem) {
        return new Turn(parley, oneItem.messageByMessage(messages), oneItem.atOnce(messages));
    }

    /// Whether the cheapest way of a store with one item costs no more than Parley does.
    boolean isCheaperInOneItem() {
        return atOnce.filter(bill -> Price.ofAMillion(bill) <= Price.ofAMillion(parley))
                .isPresent();
    }
}
