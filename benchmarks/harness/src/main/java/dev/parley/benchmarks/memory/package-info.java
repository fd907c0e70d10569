/// What functions do with less of a core, which is what less memory means.
@NullMarked
package dev.parley.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
