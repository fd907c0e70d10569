package dev.parley.dynamodb;

import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Kind;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import java.util.Locale;

/// Every key in the table, and nothing else that makes one.
///
/// | item | pk | sk |
/// |---|---|---|
/// | message | `SESSION#<session id>` | `MESSAGE#<seq, 10 digits>` |
/// | session header | `SESSION#<session id>` | `SESSION` |
/// | session details | `SESSION#<session id>` | `SESSION#DETAILS` |
/// | last number, counts | `USER#<sub>` | `NUMBER`, `COUNT`, `COUNT#<assistant>` |
/// | idempotency record | `USER#<sub>` | `ONCE#<hash of the key>` |
/// | private profile | `USER#<sub>` | `PROFILE#<id>`, `PROFILE#NUMBER#<number>` |
/// | catalog entry | `CATALOG#<kind>` | `<id>`, `#<number>`, `#` |
/// | an administrator's way to a private profile | `CATALOG#profiles` | `#PRIVATE#<id>#<sub>` |
///
/// The sort keys of a session are in an order that pays: one reverse query yields details, header and the newest
/// messages. Text from callers enters a key only as an id, whose alphabet has no `#`, or at a key's end.
final class Keys {
    static final String HEADER = "SESSION";
    static final String DETAILS = "SESSION#DETAILS";
    private static final String MESSAGE = "MESSAGE#";
    private static final int SEQ_DIGITS = 10;

    private Keys() {}

    static Key header(SessionId session) {
        return new Key(session(session), HEADER);
    }

    static Key details(SessionId session) {
        return new Key(session(session), DETAILS);
    }

    static Key message(SessionId session, int seq) {
        return new Key(session(session), messageSort(seq));
    }

    static String session(SessionId session) {
        return "SESSION#" + session.value();
    }

    static String messageSort(int seq) {
        return MESSAGE + padded(seq);
    }

    static Key lastNumber(UserId owner) {
        return new Key(user(owner), "NUMBER");
    }

    static Key count(UserId owner) {
        return new Key(user(owner), "COUNT");
    }

    static Key count(UserId owner, AssistantId assistant) {
        return new Key(user(owner), "COUNT#" + assistant.value());
    }

    static Key once(UserId owner, String keyHash) {
        return new Key(user(owner), "ONCE#" + keyHash);
    }

    /// A shared catalog entry.
    static Key entry(EntryId id) {
        return new Key(catalog(id.kind()), id.value());
    }

    static Key entryNumber(Kind kind, long number) {
        return new Key(catalog(kind), "#" + padded(number));
    }

    /// Where a kind's last number and how many entries it has are kept.
    static Key entryCount(Kind kind) {
        return new Key(catalog(kind), "#");
    }

    static Key privateProfile(UserId owner, ProfileId id) {
        return new Key(user(owner), "PROFILE#" + id.value());
    }

    static Key privateProfileNumber(UserId owner, long number) {
        return new Key(user(owner), "PROFILE#NUMBER#" + padded(number));
    }

    /// Where an administrator finds whose the private profiles with that id are: every sort key that begins so.
    static Key privateProfileOwners(ProfileId id) {
        return new Key(catalog(Kind.PROFILE), "#PRIVATE#" + id.value() + "#");
    }

    static String user(UserId owner) {
        return "USER#" + owner.value();
    }

    static String catalog(Kind kind) {
        return "CATALOG#" + kind.name().toLowerCase(Locale.ROOT) + "s";
    }

    private static String padded(long number) {
        return String.format(Locale.ROOT, "%0" + SEQ_DIGITS + "d", number);
    }

    /// The two halves of an item's key.
    record Key(String pk, String sk) {}
}
