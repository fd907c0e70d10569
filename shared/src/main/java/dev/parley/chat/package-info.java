/// The domain: sessions, messages, turns and the catalog, in records, services and ports.
///
/// A call comes in through {@link dev.parley.chat.Chats} or {@link dev.parley.chat.Catalog}, which hold every rule,
/// and leaves through {@link dev.parley.chat.ChatStore}, {@link dev.parley.chat.CatalogStore}, {@link
/// dev.parley.chat.ReplyModel}, {@link dev.parley.chat.StreamingModel} or {@link dev.parley.chat.Retriever}. What
/// is expected to go wrong is a {@link dev.parley.chat.Refusal}. Nothing here knows AWS, HTTP or JSON.
@NullMarked
package dev.parley.chat;

import org.jspecify.annotations.NullMarked;
