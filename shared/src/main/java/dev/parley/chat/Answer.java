package dev.parley.chat;

/// What a model said: a text that is not blank, and how it came about.
public record Answer(String text, Generation generation) {
    public Answer {
        if (Blank.is(text)) {
            throw new IllegalArgumentException("an answer says something");
        }
    }
}
