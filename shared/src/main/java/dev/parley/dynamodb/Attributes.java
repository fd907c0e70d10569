package dev.parley.dynamodb;

import dev.parley.chat.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The names of the attributes of sessions and messages, each once, and how values and expressions are written.
final class Attributes {
    static final String PK = "pk";
    static final String SK = "sk";

    /// Who owns the session; its `sub`. Text.
    static final String OWNER = "owner";
    /// The owner's number of the session.
    static final String NUMBER = "number";
    /// The session's id, as a sort attribute of `by-assistant`. Text.
    static final String SESSION_ID = "sessionId";
    /// Ids of catalog entries. Text, absent when there is none.
    static final String ASSISTANT = "assistant";

    static final String PROFILE = "profile";
    static final String MODEL = "model";
    static final String PROMPT = "prompt";
    /// The numbers of these entries, absent when they are not known.
    static final String ASSISTANT_NUMBER = "assistantNumber";

    static final String PROFILE_NUMBER = "profileNumber";
    static final String MODEL_NUMBER = "modelNumber";
    static final String PROMPT_NUMBER = "promptNumber";

    /// How many passages the model is given; absent when it is the usual number.
    static final String CONTEXT_RESULTS = "contextResults";

    /// The name of a `Status`. Text.
    static final String STATUS = "status";
    /// Text, absent when there is none.
    static final String TITLE = "title";
    /// Whether somebody has taken a title away: then no other is given unasked. Absent when nobody has.
    static final String UNTITLED = "untitled";

    /// Epoch milliseconds.
    static final String CREATED_AT = "createdAt";

    static final String UPDATED_AT = "updatedAt";
    static final String LAST_ACTIVE = "lastActive";
    static final String ENDED_AT = "endedAt";
    /// The seq of the newest message; 0 before the first.
    static final String LAST_SEQ = "lastSeq";
    /// UTF-8 bytes of all messages' text.
    static final String BYTES = "bytes";
    /// The id of the turn that is running. Text, absent when none is.
    static final String TURN = "turn";
    /// When its lease ends. Epoch milliseconds.
    static final String TURN_ENDS = "turnEnds";

    /// The id of the last turn that was streamed; it runs, or was never given back, while `turn` is the same. Text.
    static final String STREAMED = "streamed";
    /// The seq of its answer; absent while, or because, there is none.
    static final String STREAMED_TO = "streamedTo";
    /// The id of a streamed turn that is to be stopped. Text.
    static final String STOP = "stop";

    /// A client's JSON object, as written. Text.
    static final String METADATA = "metadata";
    /// A decimal number, as written. Text, because a number of DynamoDB holds 38 digits only.
    static final String RATING = "rating";

    static final String COMMENT = "comment";

    /// Texts, absent when there are none, and whether they were switched on or off, absent when nobody said so.
    static final String PRE_PROMPT = "prePrompt";

    static final String PRE_PROMPT_CHOSEN = "prePromptChosen";
    static final String POST_PROMPT = "postPrompt";
    static final String POST_PROMPT_CHOSEN = "postPromptChosen";

    /// Text.
    static final String PREVIEW = "preview";

    static final String DISPLAY_COUNT = "displayCount";

    /// The name of a `Role`. Text.
    static final String ROLE = "role";

    static final String CONTENT = "content";
    /// Epoch milliseconds.
    static final String STORED_AT = "storedAt";
    /// The client's own time, epoch milliseconds; absent when it gave none.
    static final String CLIENT_TIME = "clientTime";

    static final String STOP_REASON = "stopReason";
    static final String INPUT_TOKENS = "inputTokens";
    static final String OUTPUT_TOKENS = "outputTokens";
    /// Why the model gave no answer. Text.
    static final String FAILURE = "failure";

    /// When the item is as good as gone, and TTL may remove it. Epoch seconds; absent when never.
    static final String EXPIRES_AT = "expiresAt";

    /// How many tokens of the model are used up or set aside.
    static final String TOKENS = "tokens";

    /// How many live sessions a count item counts.
    static final String SESSIONS = "sessions";

    private static final Pattern NAME = Pattern.compile("#(\\w+)");

    private Attributes() {}

    /// Where a session notes the id of the entry of that kind that it refers to.
    static String idOf(Kind kind) {
        return switch (kind) {
            case ASSISTANT -> ASSISTANT;
            case PROFILE -> PROFILE;
            case MODEL -> MODEL;
            case PROMPT -> PROMPT;
        };
    }

    /// Where a session notes the number of the entry of that kind that it refers to.
    static String numberOf(Kind kind) {
        return switch (kind) {
            case ASSISTANT -> ASSISTANT_NUMBER;
            case PROFILE -> PROFILE_NUMBER;
            case MODEL -> MODEL_NUMBER;
            case PROMPT -> PROMPT_NUMBER;
        };
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue flag(boolean value) {
        return AttributeValue.fromBool(value);
    }

    static AttributeValue time(Instant value) {
        return number(value.toEpochMilli());
    }

    static Map<String, AttributeValue> key(ItemKey key) {
        return Map.of(PK, text(key.pk()), SK, text(key.sk()));
    }

    /// What `#name` means in expressions: always the attribute `name`.
    static Map<String, String> names(List<String> expressions) {
        Map<String, String> names = new HashMap<>();
        for (String expression : expressions) {
            Matcher name = NAME.matcher(expression);
            while (name.find()) {
                names.put(name.group(), name.group(1));
            }
        }
        return names;
    }
}
