/// The basic API: sessions that have a number and a title.
@NullMarked
package dev.parley.basic;

import org.jspecify.annotations.NullMarked;
