@NullMarked
package dev.parley.runtime;

import org.jspecify.annotations.NullMarked;
