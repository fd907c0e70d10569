/// The stores on one DynamoDB table. All keys are made in `Keys`, all attribute names stand in `Attributes`; only
/// the stores themselves are public.
@NullMarked
package dev.parley.dynamodb;

import org.jspecify.annotations.NullMarked;
