/// Where everything is put together.
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
