/// How long the first answer of a new process takes.
@NullMarked
package dev.parley.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
