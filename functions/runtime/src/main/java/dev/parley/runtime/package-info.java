/// A loop on Lambda's Runtime API, for a function whose answers leave it while they are being written: AWS's own
/// client for Java hands an answer over whole.
///
/// [dev.parley.runtime.Bootstrap] runs in place of that client: the script `run`, in the package beside the
/// classes, starts it. A function implements [dev.parley.runtime.StreamingHandler]. Nothing here knows more
/// of Parley.
@NullMarked
package dev.parley.runtime;

import org.jspecify.annotations.NullMarked;
