package dev.parley.runtime;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/// An event that waits for its answer.
///
/// @param arn how the function was called: with its version or alias, if either was named
/// @param deadline when Lambda ends the invocation
/// @param trace the header of X-Ray, where the invocation has one
record Invocation(String id, String arn, Instant deadline, Optional<String> trace, InputStream event) {}
