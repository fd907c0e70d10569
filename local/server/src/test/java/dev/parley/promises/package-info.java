/// What Parley promises, tried over real HTTP on a real DynamoDB Local: one package a promise of
/// `docs/reliability.md`. Here is what they share. Each test prints its seed and what it tried.
@NullMarked
package dev.parley.promises;

import org.jspecify.annotations.NullMarked;
