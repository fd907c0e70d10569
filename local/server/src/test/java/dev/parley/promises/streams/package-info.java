/// What holds of answers that stream, over real connections.
@NullMarked
package dev.parley.promises.streams;

import org.jspecify.annotations.NullMarked;
