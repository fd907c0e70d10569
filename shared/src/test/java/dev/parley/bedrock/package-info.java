/// The model that answers, through the real SDK client.
@NullMarked
package dev.parley.bedrock;

import org.jspecify.annotations.NullMarked;
