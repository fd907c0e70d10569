/// The agent API: sessions with agents, and their histories, for agent platforms.
@NullMarked
package dev.parley.agent;

import org.jspecify.annotations.NullMarked;
