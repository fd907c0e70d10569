package dev.parley.chat;

/// What an answer comes from: the model, what finds passages for it, and what a user may use up of the model.
///
/// @param model asked in turns that are answered whole
/// @param streaming asked in turns that are streamed
public record Answering(ReplyModel model, StreamingModel streaming, Retriever retriever, TokenBudget budget) {
    /// Nothing answers: for functions that keep sessions and never ask the model.
    public static final Answering NONE = new Answering(
            (_, _) -> {
                throw new IllegalStateException("nothing answers here");
            },
            (_, _) -> {
                throw new IllegalStateException("nothing streams here");
            },
            (_, _, _, _) -> {
                throw new IllegalStateException("nothing is looked up here");
            },
            TokenBudget.NONE);

    /// For functions whose answers are whole.
    public static Answering whole(ReplyModel model, Retriever retriever, TokenBudget budget) {
        return new Answering(model, NONE.streaming(), retriever, budget);
    }

    /// For functions whose answers stream.
    public static Answering streamed(StreamingModel model, Retriever retriever, TokenBudget budget) {
        return new Answering(NONE.model(), model, retriever, budget);
    }
}
