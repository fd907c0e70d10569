/// The edge: an API Gateway event becomes a [dev.parley.http.Call], a method of the group answers with a
/// [dev.parley.http.Reply], and [dev.parley.http.Routes] is the one place between them where refusals
/// become statuses and unexpected failures are logged. [dev.parley.http.StreamBatch] is as much for the
/// functions that the table's stream calls.
@NullMarked
package dev.parley.http;

import org.jspecify.annotations.NullMarked;
