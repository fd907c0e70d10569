/// The server, tried with an API and functions of its own.
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;
