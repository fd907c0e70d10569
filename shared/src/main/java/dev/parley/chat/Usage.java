package dev.parley.chat;

/// How many tokens of the model a turn has used up, of input and output together, as far as that is known.
public sealed interface Usage {
    /// The model was not asked, or refused to answer.
    Usage NONE = new Counted(0);

    /// The model may have been at work, but nobody said for how many tokens: it was out of time, the connection
    /// broke, or the answer does not say.
    Usage UNKNOWN = new Unknown();

    /// Tokens that the model's provider counted.
    record Counted(long tokens) implements Usage {}

    /// Nobody said.
    record Unknown() implements Usage {}
}
