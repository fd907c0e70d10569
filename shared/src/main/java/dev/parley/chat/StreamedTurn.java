package dev.parley.chat;

/// A turn whose answer is streamed, as the store knows it.
///
/// @param asked the seq of the user's message
/// @param answered the seq of its answer; 0 while, or because, there is none
/// @param running whether the model may still be answering
public record StreamedTurn(String id, int asked, int answered, boolean running) {}
