package dev.parley.chat;

import java.time.Duration;
import java.util.List;

/// What finds passages in a knowledge base.
@FunctionalInterface
public interface Retriever {

    /// The passages of the knowledge base that are nearest to the text, the nearest first: at most `most`, none of
    /// them blank, within the time given.
    ///
    /// @throws Refusal.NoAnswer when the knowledge base is throttled, fails or is out of time
    List<String> passages(String knowledgeBase, String text, int most, Duration within);
}
