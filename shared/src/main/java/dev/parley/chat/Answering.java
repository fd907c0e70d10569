package dev.parley.chat;

/// What an answer comes from: the model, what finds passages for it, and what a user may use up of the model.
public record Answering(ReplyModel model, Retriever retriever, TokenBudget budget) {
    /// Nothing answers: for functions that keep sessions and never ask the model.
    public static final Answering NONE = new Answering(
            (_, _) -> {
                throw new IllegalStateException("nothing answers here");
            },
            (_, _, _, _) -> {
                throw new IllegalStateException("nothing is looked up here");
            },
            TokenBudget.NONE);
}
