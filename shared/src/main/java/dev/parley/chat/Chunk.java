package dev.parley.chat;

/// A part of a streamed answer, kept while the rest is still to come.
///
/// @param end where in the answer it ends: positions count UTF-16 units of the text, from 0 before the first
public record Chunk(int end, String text) {
    public Chunk {
        if (text.isEmpty() || text.length() > end) {
            throw new IllegalArgumentException("a chunk of " + text.length() + " units that ends at " + end);
        }
    }

    /// The part of it that is beyond that position, which lies before its end.
    Chunk after(int position) {
        int begin = end - text.length();
        return position <= begin ? this : new Chunk(end, text.substring(position - begin));
    }
}
