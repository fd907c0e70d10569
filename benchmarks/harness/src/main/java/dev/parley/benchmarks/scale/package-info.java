/// How lists and histories behave as what they show grows.
@NullMarked
package dev.parley.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
