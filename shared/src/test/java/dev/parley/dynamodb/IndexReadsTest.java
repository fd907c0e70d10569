package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Refusal;
import dev.parley.chat.UserId;
import dev.parley.standins.LocalDynamoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// How an index is read whose pages are full sooner than so many entries are read.
class IndexReadsTest {
    private static final Map<String, AttributeValue> ENTRY = Filled.sessions(
                    new UserId("ada"), 1, number -> new AssistantId("support"))
            .getFirst();
    private static final QueryRequest QUERY = QueryRequest.builder().build();
    private final Refusal tooMuch = new Refusal.Invalid("query", "looks through too much");

    @Test
    void aSearchIsRefusedWhenTwentyFullPagesWereNotEnough() {
        FullPages pages = new FullPages(21);

        assertThatThrownBy(() -> new IndexReads(pages).search(QUERY, Sieve.first(30, entry -> true), tooMuch))
                .isSameAs(tooMuch);
        assertThat(pages.asked).hasSize(20);
    }

    @Test
    void aSearchThatEndsWithTheTwentiethPageIsAnswered() {
        Sieve sieve = Sieve.first(30, entry -> true);

        new IndexReads(new FullPages(20)).search(QUERY, sieve, tooMuch);

        assertThat(sieve.passed()).isEqualTo(20);
    }

    @Test
    void aSearchEndsAsSoonAsThereIsEnough() {
        FullPages pages = new FullPages(21);

        new IndexReads(pages).search(QUERY, Sieve.first(3, entry -> true), tooMuch);

        assertThat(pages.asked).hasSize(3);
    }

    @Test
    void aWindowTooFarIntoTooLongAListIsRefused() {
        FullPages pages = new FullPages(50);

        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> new IndexReads(pages).fill(QUERY, Sieve.first(1_000, entry -> true)))
                .withMessageContaining("skip");
        assertThat(pages.asked).hasSize(20);
    }

    @Test
    void whereEntriesAreLeftOutAsMuchAgainIsReadAsWasSoFar() {
        FullPages pages = new FullPages(9);

        new IndexReads(pages).fill(QUERY, Sieve.first(2, entry -> false));

        assertThat(pages.asked).containsExactly(2, 2, 2, 3, 4, 5, 6, 7, 8);
    }

    /// An index of so many pages, each of which is full with one entry.
    private static final class FullPages extends Wrapped {
        private final List<Integer> asked = new ArrayList<>();
        private final int pages;

        FullPages(int pages) {
            super(LocalDynamoDb.shared().client());
            this.pages = pages;
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            asked.add(request.limit());
            QueryResponse.Builder page =
                    QueryResponse.builder().items(List.of(ENTRY)).count(1);
            return (asked.size() < pages ? page.lastEvaluatedKey(ENTRY) : page).build();
        }
    }
}
