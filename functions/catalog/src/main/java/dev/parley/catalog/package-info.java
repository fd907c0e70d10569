/// The catalog's endpoints, under `/catalog/{kind}`.
@NullMarked
package dev.parley.catalog;

import org.jspecify.annotations.NullMarked;
