/// Bad input is refused in the group's own envelope, and changes nothing.
@NullMarked
package dev.parley.promises.input;

import org.jspecify.annotations.NullMarked;
