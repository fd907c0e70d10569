/// Lambda, as far as a function sees it: the task folder, the Runtime API, the process.
@NullMarked
package dev.parley.benchmarks.lambda;

import org.jspecify.annotations.NullMarked;
