package dev.parley.standins;

import static dev.parley.standins.BedrockFault.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standins.RequestMembers.Range;
import java.util.List;
import java.util.Set;

/// The operation Retrieve: its checks and the JSON of its answer.
final class Retrieval {

    private static final Set<String> REQUEST =
            Set.of("retrievalQuery", "retrievalConfiguration", "guardrailConfiguration", "nextToken", "userContext");
    private static final Set<String> SEARCH = Set.of(
            "numberOfResults", "overrideSearchType", "filter", "rerankingConfiguration", "implicitFilterConfiguration");
    private static final Range NUMBER_OF_RESULTS = new Range(1, 100, 5);
    private static final int LONGEST_QUERY = 20_000;

    private Retrieval() {}

    static Response answer(String knowledgeBase, JsonNode request) {
        RequestMembers.onlyKnown(request, "The request", REQUEST);
        require(!request.has("nextToken"), "The nextToken is invalid.");
        var query = RequestMembers.text(request.path("retrievalQuery"), "text");
        require(!query.isBlank(), "The query is blank.");
        require(query.length() <= LONGEST_QUERY, "The query is longer than " + LONGEST_QUERY + " characters.");
        var limit = numberOfResults(request.path("retrievalConfiguration"));
        if (!knowledgeBase.equals(KnowledgeBase.ID)) {
            throw BedrockFault.notFound("Knowledge Base with id " + knowledgeBase + " does not exist");
        }
        return new Response(
                KnowledgeBase.search(query, limit).stream().map(Result::of).toList());
    }

    private static int numberOfResults(JsonNode configuration) {
        if (configuration.isMissingNode()) {
            return NUMBER_OF_RESULTS.preset();
        }
        RequestMembers.onlyKnown(configuration, "retrievalConfiguration", Set.of("vectorSearchConfiguration"));
        var search = configuration.path("vectorSearchConfiguration");
        RequestMembers.onlyKnown(search, "vectorSearchConfiguration", SEARCH);
        return RequestMembers.number(search, "numberOfResults", NUMBER_OF_RESULTS);
    }

    record Response(List<Result> retrievalResults) {}

    record Result(Content content, Location location, double score) {

        static Result of(KnowledgeBase.Hit hit) {
            return new Result(
                    new Content("TEXT", hit.text()), new Location("S3", new S3Location(hit.uri())), hit.score());
        }
    }

    record Content(String type, String text) {}

    record Location(String type, S3Location s3Location) {}

    record S3Location(String uri) {}
}
