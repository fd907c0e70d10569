package dev.parley.chatbot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session; `R` is how it shows what it refers to.
@JsonInclude(Include.NON_NULL)
record SessionBody<R>(
        String id,
        @JsonInclude(Include.ALWAYS) @Nullable R chatbotId,
        @JsonInclude(Include.ALWAYS) @Nullable R clientId,
        @Nullable String title,
        String startTime,
        @Nullable String endTime,
        String status,
        List<MessageBody> messages,
        int messageCount,
        @JsonRawValue @Nullable String metadata,
        @Nullable FeedbackBody feedback,
        String createdAt,
        String updatedAt) {

    SessionBody<R> with(List<MessageBody> embedded) {
        return new SessionBody<>(
                id,
                chatbotId,
                clientId,
                title,
                startTime,
                endTime,
                status,
                embedded,
                messageCount,
                metadata,
                feedback,
                createdAt,
                updatedAt);
    }

    /// One message, with the time to show.
    record MessageBody(String role, String content, String timestamp) {}

    /// What somebody thought of the session.
    @JsonInclude(Include.NON_NULL)
    record FeedbackBody(
            @Nullable BigDecimal rating, @Nullable String comment) {}
}
