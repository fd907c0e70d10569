/// A network that fails on purpose, between the AWS SDK and a stand-in: a package of its own, because tests alone
/// use it and no stand-in knows of it.
@NullMarked
package dev.parley.standins.faults;

import org.jspecify.annotations.NullMarked;
