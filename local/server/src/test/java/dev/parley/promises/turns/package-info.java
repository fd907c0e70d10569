/// A turn cannot break a session: whatever the model answers, and whenever it does.
@NullMarked
package dev.parley.promises.turns;

import org.jspecify.annotations.NullMarked;
