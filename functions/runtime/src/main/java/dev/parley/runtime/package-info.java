/// A loop on Lambda's Runtime API, for a function whose answers leave it while they are being written: AWS's own
/// client for Java hands an answer over whole.
///
/// A function implements {@link dev.parley.runtime.StreamingHandler}. Nothing here knows more of Parley.
@NullMarked
package dev.parley.runtime;

import org.jspecify.annotations.NullMarked;
