/// Functions that Parley's are measured against.
@NullMarked
package dev.parley.peers;

import org.jspecify.annotations.NullMarked;
