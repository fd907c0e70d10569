/// What Parley promises and can be tried without a server: one test class a promise of `docs/reliability.md`. Each
/// prints its seed and what it tried.
@NullMarked
package dev.parley.promises;

import org.jspecify.annotations.NullMarked;
