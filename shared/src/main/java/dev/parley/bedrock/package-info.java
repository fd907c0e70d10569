/// Amazon Bedrock as the model that answers.
@NullMarked
package dev.parley.bedrock;

import org.jspecify.annotations.NullMarked;
