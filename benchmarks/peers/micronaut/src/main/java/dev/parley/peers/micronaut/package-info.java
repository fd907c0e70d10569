/// A session endpoint in Micronaut.
@NullMarked
package dev.parley.peers.micronaut;

import org.jspecify.annotations.NullMarked;
