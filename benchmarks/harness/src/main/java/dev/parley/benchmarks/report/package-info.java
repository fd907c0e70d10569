/// What was measured, as people read it: `benchmarks/RESULTS.md` and its charts.
@NullMarked
package dev.parley.benchmarks.report;

import org.jspecify.annotations.NullMarked;
