/// What requests take of a function that has answered many.
@NullMarked
package dev.parley.benchmarks.warm;

import org.jspecify.annotations.NullMarked;
