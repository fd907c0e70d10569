@NullMarked
package dev.parley.catalog;

import org.jspecify.annotations.NullMarked;
