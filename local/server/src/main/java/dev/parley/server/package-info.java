/// The HTTP API of AWS played on one machine, around the very handlers that run on Lambda.
///
/// A request's way: [HttpServer] → [Gateway] → [RouteTable] → [Authorizer] → [EventMaker] → [LambdaHost] → a
/// function. [LocalPages] gives out what AWS would have elsewhere: tokens, their keys, the model's log.
/// [LocalServer] puts it all together and starts it.
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;
