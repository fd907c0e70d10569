/// No log holds what people write.
@NullMarked
package dev.parley.promises.logs;

import org.jspecify.annotations.NullMarked;
