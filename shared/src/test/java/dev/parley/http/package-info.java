/// The edge, asked with events and texts as callers might send them.
@NullMarked
package dev.parley.http;

import org.jspecify.annotations.NullMarked;
