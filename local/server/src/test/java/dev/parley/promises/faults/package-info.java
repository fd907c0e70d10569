/// Whatever fails on the way to AWS, whoever dies and whoever else writes, nothing is lost, doubled or half.
@NullMarked
package dev.parley.promises.faults;

import org.jspecify.annotations.NullMarked;
