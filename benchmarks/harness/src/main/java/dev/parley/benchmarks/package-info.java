/// What Parley costs in time, memory and units, measured; see `benchmarks/RESULTS.md`.
@NullMarked
package dev.parley.benchmarks;

import org.jspecify.annotations.NullMarked;
