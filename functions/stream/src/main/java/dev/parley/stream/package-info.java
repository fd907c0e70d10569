/// Answers that appear as the model gives them.
@NullMarked
package dev.parley.stream;

import org.jspecify.annotations.NullMarked;
