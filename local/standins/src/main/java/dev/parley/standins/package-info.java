/// AWS on this machine.
@NullMarked
package dev.parley.standins;

import org.jspecify.annotations.NullMarked;
