/// The stand-ins, asked by the real SDK clients.
@NullMarked
package dev.parley.standins;

import org.jspecify.annotations.NullMarked;
