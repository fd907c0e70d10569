/// The page at `/`, used in Chromium as people use it.
@NullMarked
package dev.parley.page;

import org.jspecify.annotations.NullMarked;
