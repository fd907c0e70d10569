package dev.parley.dynamodb;

import dev.parley.chat.Refusal;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reads indexes page by page, by the last key and not by emptiness. What they say may lag writes.
record IndexReads(DynamoDbClient client) {
    /// A query reads up to 1 MB a page; one request may read 20 MB.
    private static final int MOST_PAGES = 20;

    /// How many entries a search reads at once, at least.
    private static final int FEWEST = 100;

    /// As many as are never in 1 MB.
    private static final int ANY_NUMBER = 1_000_000;

    /// Reads until the sieve has enough or the index ends: most entries are wanted.
    ///
    /// @throws Refusal.Invalid when the sieve leaves too many out before it has enough
    void fill(QueryRequest query, Sieve sieve) {
        if (!read(query, sieve, 1)) {
            throw new Refusal.Invalid("skip", "reaches too far into so long a list");
        }
    }

    /// Reads until the sieve has enough or the index ends, where few entries may be wanted.
    ///
    /// @throws Refusal that is given, when there is too much to look through
    void search(QueryRequest query, Sieve sieve, Refusal tooMuch) {
        if (!read(query, sieve, FEWEST)) {
            throw tooMuch;
        }
    }

    /// Reads as much as the sieve misses, and where that was not enough, as much again as was read so far. Whether
    /// so many full pages were enough.
    private boolean read(QueryRequest query, Sieve sieve, int fewest) {
        Map<String, AttributeValue> lastKey = Map.of();
        long read = 0;
        int full = 0;
        do {
            if (full == MOST_PAGES) {
                return false;
            }
            int limit = Math.clamp(Math.max(sieve.missing(), read), fewest, ANY_NUMBER);
            QueryResponse page = page(query.toBuilder().limit(limit).build(), lastKey);
            page.items().stream().map(EnhancedDocument::fromAttributeValueMap).forEach(sieve::add);
            lastKey = page.lastEvaluatedKey();
            read += page.count();
            full += page.count() < limit ? 1 : 0;
        } while (sieve.missing() > 0 && !lastKey.isEmpty());
        return true;
    }

    private QueryResponse page(QueryRequest query, Map<String, AttributeValue> lastKey) {
        QueryRequest page = lastKey.isEmpty()
                ? query
                : query.toBuilder().exclusiveStartKey(lastKey).build();
        return Transactions.calling(() -> client.query(page));
    }
}
