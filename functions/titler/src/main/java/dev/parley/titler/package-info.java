/// What gives sessions their titles, on the stream of the table.
@NullMarked
package dev.parley.titler;

import org.jspecify.annotations.NullMarked;
