package dev.parley.chat;

import java.util.List;

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

    /// What chunks of one answer, in order, say together. They may overlap: a chunk whose writing was given up may
    /// have been kept, and the next one then begins where it did.
    public static String joined(List<Chunk> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.after(text.length()).text()));
        return text.toString();
    }
}
