@NullMarked
package dev.parley.bedrock;

import org.jspecify.annotations.NullMarked;
