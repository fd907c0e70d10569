package dev.parley.chat;

/// What there is to tell of a streamed turn: that it started; more of its answer, and that it is waited for, any
/// number of times; and how it ended.
public sealed interface TurnEvent {
    /// The user's message is stored, with the seq `asked`, and is being answered.
    record Started(String turn, int asked) implements TurnEvent {}

    /// More of the turn's answer.
    record Delta(String turn, Chunk chunk) implements TurnEvent {}

    /// For a while there was nothing to tell.
    record Waiting() implements TurnEvent {}

    /// How it ended. Nothing is told after that.
    sealed interface End extends TurnEvent {}

    /// The answer is stored; so far as it came, if it broke off.
    record Completed(Message answer) implements End {}

    /// The turn was stopped before the model had said anything: there is no answer.
    record Stopped() implements End {}

    /// There is no answer.
    record Failed(Refusal refusal) implements End {}
}
