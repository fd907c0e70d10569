package dev.parley.bedrock;

import dev.parley.chat.Blank;
import dev.parley.chat.Retriever;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient;
import software.amazon.awssdk.services.bedrockagentruntime.model.KnowledgeBaseRetrievalResult;
import software.amazon.awssdk.services.bedrockagentruntime.model.RetrievalResultContent;
import software.amazon.awssdk.services.bedrockagentruntime.model.RetrievalResultContentType;
import software.amazon.awssdk.services.bedrockagentruntime.model.RetrieveRequest;

/// The knowledge bases of Amazon Bedrock, by their Retrieve API. Only what they hold as text is a passage.
public final class BedrockRetriever implements Retriever {
    /// In UTF-16 units: the least that AWS's pages name (others say 20,000). The beginning of a longer text is
    /// sought.
    private static final int LONGEST_QUERY = 1_000;

    private final BedrockAgentRuntimeClient client;
    private final Asking asking;

    /// @param client one that does not try again by itself
    public BedrockRetriever(BedrockAgentRuntimeClient client, Clock clock) {
        this.client = client;
        this.asking = new Asking("knowledge base: ", clock);
    }

    @Override
    public List<String> passages(String knowledgeBase, String text, int most, Duration within) {
        RetrieveRequest.Builder request = RetrieveRequest.builder()
                .knowledgeBaseId(knowledgeBase)
                .retrievalQuery(query -> query.text(cut(text)))
                .retrievalConfiguration(how -> how.vectorSearchConfiguration(search -> search.numberOfResults(most)));
        return asking
                .ask(
                        within,
                        left -> client.retrieve(request.overrideConfiguration(override -> override.apiCallTimeout(left))
                                .build()))
                .retrievalResults()
                .stream()
                .flatMap(BedrockRetriever::text)
                .limit(most)
                .toList();
    }

    private static Stream<String> text(KnowledgeBaseRetrievalResult result) {
        RetrievalResultContent content = result.content();
        boolean isText = content != null
                && content.text() != null
                && (content.type() == null || content.type() == RetrievalResultContentType.TEXT);
        return isText && !Blank.is(content.text()) ? Stream.of(content.text()) : Stream.empty();
    }

    /// As much of the text as a query may hold, without half a character at its end.
    private static String cut(String text) {
        String query = text.strip();
        if (query.length() <= LONGEST_QUERY) {
            return query;
        }
        boolean halves = Character.isHighSurrogate(query.charAt(LONGEST_QUERY - 1));
        return query.substring(0, halves ? LONGEST_QUERY - 1 : LONGEST_QUERY);
    }
}
