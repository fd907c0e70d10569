/// The domain: sessions, messages, turns and the catalog, in records, services and ports.
///
/// A call comes in through [dev.parley.chat.Chats] or [dev.parley.chat.Catalog], which hold every rule,
/// and leaves through [dev.parley.chat.ChatStore], [dev.parley.chat.CatalogStore], [dev.parley.chat.ReplyModel],
/// [dev.parley.chat.StreamingModel] or [dev.parley.chat.Retriever]. What is expected to go wrong is a
/// [dev.parley.chat.Refusal]. Nothing here knows AWS, HTTP or JSON.
@NullMarked
package dev.parley.chat;

import org.jspecify.annotations.NullMarked;
