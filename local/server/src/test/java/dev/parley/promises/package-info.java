/// What Parley promises, tried over real HTTP on a real DynamoDB Local: one test class a promise of
/// `docs/reliability.md`. Each prints its seed and what it tried.
@NullMarked
package dev.parley.promises;

import org.jspecify.annotations.NullMarked;
