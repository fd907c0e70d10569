/// Who uses the functions that are measured, and what they ask: the sample events, for users of their own.
@NullMarked
package dev.parley.benchmarks.traffic;

import org.jspecify.annotations.NullMarked;
