/// A user cannot spend more than the day's budget.
@NullMarked
package dev.parley.promises.spending;

import org.jspecify.annotations.NullMarked;
