@NullMarked
package dev.parley.sweeper;

import org.jspecify.annotations.NullMarked;
