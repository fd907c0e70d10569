/// Parley in this process, on a table that can be filled by itself, with a meter at every call to DynamoDB.
@NullMarked
package dev.parley.benchmarks.metered;

import org.jspecify.annotations.NullMarked;
