/// What the local server answers under load.
@NullMarked
package dev.parley.benchmarks.load;

import org.jspecify.annotations.NullMarked;
