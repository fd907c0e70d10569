@NullMarked
package dev.parley.titler;

import org.jspecify.annotations.NullMarked;
