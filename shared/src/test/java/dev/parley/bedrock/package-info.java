/// The model that answers and the knowledge bases, through the real SDK clients.
@NullMarked
package dev.parley.bedrock;

import org.jspecify.annotations.NullMarked;
