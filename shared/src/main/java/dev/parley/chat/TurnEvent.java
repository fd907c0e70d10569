package dev.parley.chat;

/// What there is to tell of a streamed turn: that it started; more of its answer, and that it is waited for, any
/// number of times; and how it ended.
public sealed interface TurnEvent {
    /// The user's message is stored, with the seq `asked`, and is being answered.
    record Started(String turn, int asked) implements TurnEvent {}

    /// More of the answer.
    record Delta(Chunk chunk) implements TurnEvent {}

    /// For a while there was nothing to tell.
    record Waiting() implements TurnEvent {}

    /// The answer is stored.
    record Completed(Message answer) implements TurnEvent {}

    /// The turn was stopped before the model had said anything: there is no answer.
    record Stopped() implements TurnEvent {}

    /// There is no answer, or none beyond what was told.
    record Failed(Refusal refusal) implements TurnEvent {}
}
