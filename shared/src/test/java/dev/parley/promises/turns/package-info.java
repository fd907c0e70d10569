/// A turn cannot break a session: as far as that can be tried without a server.
@NullMarked
package dev.parley.promises.turns;

import org.jspecify.annotations.NullMarked;
