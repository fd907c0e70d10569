/// Nobody gets in, and another's is as if it were not there.
@NullMarked
package dev.parley.promises.strangers;

import org.jspecify.annotations.NullMarked;
