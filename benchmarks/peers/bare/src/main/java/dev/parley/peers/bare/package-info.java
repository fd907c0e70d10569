/// What a function would take that made the same calls of DynamoDB and did nothing else.
@NullMarked
package dev.parley.peers.bare;

import org.jspecify.annotations.NullMarked;
