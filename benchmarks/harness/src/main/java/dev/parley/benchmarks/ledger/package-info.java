/// What operations cost in units of DynamoDB, and what they would cost with a session in one item.
@NullMarked
package dev.parley.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
