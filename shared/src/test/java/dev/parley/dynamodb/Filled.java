package dev.parley.dynamodb;

import dev.parley.chat.Assistant;
import dev.parley.chat.Card;
import dev.parley.chat.CatalogStore;
import dev.parley.chat.Details;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Kind;
import dev.parley.chat.Message;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Profile;
import dev.parley.chat.References;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.Session.Tally;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.Times;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An owner with so many sessions and a session with so many messages, as the items they are.
final class Filled {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final ProfileId PROFILE = new ProfileId("client-1");

    private Filled() {}

    /// Sessions 1 to `count`, a second apart, each active sooner the later it was created, with the counts of them.
    static List<Map<String, AttributeValue>> sessions(UserId owner, int count, IntFunction<AssistantId> assistants) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<ItemKey, Integer> counts = new HashMap<>();
        for (int number = 1; number <= count; number++) {
            AssistantId assistant = assistants.apply(number);
            Instant created = BEGINNING.plusSeconds(number);
            Times times = new Times(created, created, BEGINNING.plusSeconds(3L * count - number), null);
            items.add(Items.header(session(owner, number, assistant, times, Tally.NOTHING)));
            counts.merge(Keys.count(owner), 1, Integer::sum);
            counts.merge(Keys.count(owner, assistant), 1, Integer::sum);
        }
        counts.forEach((key, sessions) -> items.add(
                new ItemBuilder(key).number(Attributes.SESSIONS, sessions).build()));
        return items;
    }

    /// A session of the owner's with so many messages of so many bytes each.
    static List<Map<String, AttributeValue>> conversation(UserId owner, long number, int messages, int bytes) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        SessionId id = SessionId.of(owner, number);
        Tally tally = new Tally(messages, (long) messages * bytes);
        items.add(Items.header(session(owner, number, null, Times.beginning(BEGINNING), tally)));
        IntStream.rangeClosed(1, messages)
                .mapToObj(seq -> Items.message(id, message(seq, bytes)))
                .forEach(items::add);
        return items;
    }

    /// Makes the catalog entries that such sessions refer to.
    static void fill(CatalogStore catalog, AssistantId... assistants) {
        Card card = new Card("Support", "support", "Answers questions about orders.", "support.png");
        UserId admin = new UserId("admin");
        catalog.create(Kind.PROFILE, number -> new Profile(PROFILE, number, card, null), admin, Once.ALWAYS);
        for (AssistantId id : assistants) {
            LongFunction<Entry> entry = number -> new Assistant(id, number, card, null, null, null, null);
            catalog.create(Kind.ASSISTANT, entry, admin, Once.ALWAYS);
        }
    }

    private static Message message(int seq, int bytes) {
        String text = (seq + " ").repeat(bytes).substring(0, bytes);
        Role role = seq % 2 == 1 ? Role.USER : Role.ASSISTANT;
        return new Message(seq, new Utterance(role, text, null), BEGINNING.plusSeconds(seq), null, null);
    }

    private static Session session(
            UserId owner, long number, @Nullable AssistantId assistant, Times times, Tally tally) {
        return new Session(
                SessionId.of(owner, number),
                owner,
                number,
                Status.ACTIVE,
                "A title of some forty characters in all.",
                new References(assistant, PROFILE, null, null),
                times,
                tally,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
    }
}
