package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Order;
import dev.parley.chat.Order.Direction;
import dev.parley.chat.Roster;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Which index answers, and for which keys.
final class IndexQuery {
    private final String index;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    private IndexQuery(String index) {
        this.index = index;
    }

    /// The entries of a roster in that order. Two indexes say less than what is asked: the sessions with one
    /// assistant are not in the order of their activity, and those of one owner in that order are with any.
    static IndexQuery of(Roster roster, Order.By by) {
        return switch (roster) {
            case Roster.OfOwner(var owner) ->
                new IndexQuery(by == Order.By.CREATED ? Indexes.BY_OWNER : Indexes.BY_OWNER_ACTIVITY).of(owner);
            case Roster.OfOwnerWith(var owner, var assistant) ->
                by == Order.By.CREATED
                        ? new IndexQuery(Indexes.BY_OWNER_ASSISTANT).of(owner).with(assistant)
                        : new IndexQuery(Indexes.BY_OWNER_ACTIVITY).of(owner);
            case Roster.With(var assistant) -> new IndexQuery(Indexes.BY_ASSISTANT).with(assistant);
        };
    }

    /// The owner's entries that meet the conditions of the filter that a key stands for.
    static IndexQuery of(UserId owner, SessionFilter filter) {
        AssistantId assistant = filter.assistant();
        Roster roster = assistant == null ? new Roster.OfOwner(owner) : new Roster.OfOwnerWith(owner, assistant);
        return of(roster, Order.By.CREATED).created(filter);
    }

    QueryRequest on(String table, Direction direction) {
        return QueryRequest.builder()
                .tableName(table)
                .indexName(index)
                .keyConditionExpression(String.join(" AND ", conditions))
                .expressionAttributeNames(Attributes.names(conditions))
                .expressionAttributeValues(values)
                .scanIndexForward(direction == Direction.OLDEST_FIRST)
                .build();
    }

    private IndexQuery of(UserId owner) {
        conditions.add("#owner = :owner");
        values.put(":owner", text(owner.value()));
        return this;
    }

    private IndexQuery with(AssistantId assistant) {
        conditions.add("#assistant = :assistant");
        values.put(":assistant", text(assistant.value()));
        return this;
    }

    private IndexQuery created(SessionFilter filter) {
        if (filter.from() != null && filter.to() != null) {
            conditions.add("#createdAt BETWEEN :from AND :to");
        } else if (filter.from() != null) {
            conditions.add("#createdAt >= :from");
        } else if (filter.to() != null) {
            conditions.add("#createdAt <= :to");
        }
        Optional.ofNullable(filter.from()).ifPresent(from -> values.put(":from", time(from)));
        Optional.ofNullable(filter.to()).ifPresent(to -> values.put(":to", time(to)));
        return this;
    }
}
