/// What sweeps up after sessions, on the stream of the table.
@NullMarked
package dev.parley.sweeper;

import org.jspecify.annotations.NullMarked;
