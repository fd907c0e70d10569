package dev.parley.benchmarks.ledger;

import dev.parley.standins.Meter;

/// What units cost: DynamoDB's list prices on demand, in US dollars per million request units, for the Standard
/// table class in us-east-1, valid since 1 November 2024.
///
/// @see <a href="https://aws.amazon.com/dynamodb/pricing/on-demand/">Pricing for on-demand capacity</a>
final class Price {
    static final double MILLION_WRITES = 0.625;
    static final double MILLION_READS = 0.125;

    private Price() {}

    /// US dollars for a million times what one operation took.
    static double ofAMillion(Meter.Bill bill) {
        return bill.writes() * MILLION_WRITES + bill.reads() * MILLION_READS;
    }
}
