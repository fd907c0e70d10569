package dev.parley.chat;

/// Why an answer ends where it does.
public sealed interface StopReason {
    /// How it is stored and told.
    String word();

    /// The reason that a word stands for.
    static StopReason of(String word) {
        for (OfTheTurn ours : OfTheTurn.values()) {
            if (ours.word().equals(word)) {
                return ours;
            }
        }
        return new OfTheModel(word);
    }

    /// What the model said, in Bedrock's words.
    record OfTheModel(String word) implements StopReason {}

    /// What came between the model and the end of a streamed answer.
    enum OfTheTurn implements StopReason {
        /// Somebody stopped it.
        STOPPED("stopped"),
        /// It broke off by itself: the model failed, or the function that read it did.
        INCOMPLETE("incomplete");

        private final String word;

        OfTheTurn(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
