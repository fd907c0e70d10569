/// What the first requests take of a function that was restored from its snapshot.
@NullMarked
package dev.parley.benchmarks.snapshot;

import org.jspecify.annotations.NullMarked;
