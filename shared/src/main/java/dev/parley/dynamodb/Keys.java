package dev.parley.dynamodb;

import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Kind;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import java.time.LocalDate;
import java.util.Locale;

/// Every key in the table, and nothing else that makes one.
///
/// | item | pk | sk |
/// |---|---|---|
/// | message | `SESSION#<session id>` | `MESSAGE#<seq, 10 digits>` |
/// | session header | `SESSION#<session id>` | `SESSION` |
/// | session details | `SESSION#<session id>` | `SESSION#DETAILS` |
/// | chunk of a streamed answer | `SESSION#<session id>` | `CHUNK#<turn>#<its end, 10 digits>` |
/// | mark of an expired session that was counted out | `SESSION#<session id>` | `SWEPT` |
/// | last number, counts | `USER#<sub>` | `NUMBER`, `COUNT`, `COUNT#<assistant>` |
/// | idempotency record | `USER#<sub>` | `ONCE#<hash of the key>` |
/// | tokens used up on a UTC day | `USER#<sub>` | `TOKENS#<yyyy-mm-dd>` |
/// | private profile | `USER#<sub>` | `PROFILE#<id>`, `PROFILE#NUMBER#<number>` |
/// | catalog entry | `CATALOG#<kind>` | `<id>`, `#<number>`, `#` |
/// | an administrator's way to a private profile | `CATALOG#profiles` | `#PRIVATE#<id>#<sub>` |
///
/// The sort keys of a session are in an order that pays: one reverse query yields details, header and the newest
/// messages. Text from callers enters a key only as an id, whose alphabet has no `#`, or at a key's end.
final class Keys {
    static final String HEADER = "SESSION";
    static final String DETAILS = "SESSION#DETAILS";
    private static final String SESSION = "SESSION#";
    private static final String MESSAGE = "MESSAGE#";
    /// Before `MESSAGE#`, so that no query for messages, header and details meets a chunk.
    private static final String CHUNK = "CHUNK#";
    private static final String PRIVATE = "#PRIVATE#";
    private static final String PROFILE_NUMBER = "PROFILE#NUMBER#";
    private static final int SEQ_DIGITS = 10;

    private Keys() {}

    static ItemKey header(SessionId session) {
        return new ItemKey(session(session), HEADER);
    }

    static ItemKey details(SessionId session) {
        return new ItemKey(session(session), DETAILS);
    }

    static ItemKey message(SessionId session, int seq) {
        return new ItemKey(session(session), messageSort(seq));
    }

    static ItemKey chunk(SessionId session, String turn, int end) {
        return new ItemKey(session(session), chunkSort(turn, end));
    }

    /// The chunks of a turn that end beyond a position.
    static KeySpan chunks(SessionId session, String turn, int after) {
        return new KeySpan(session(session), chunkSort(turn, after + 1), chunkSort(turn, Integer.MAX_VALUE));
    }

    /// The chunks of all turns of a session.
    static KeySpan chunks(SessionId session) {
        return KeySpan.beginningWith(session(session), CHUNK);
    }

    private static String chunkSort(String turn, int end) {
        return CHUNK + turn + "#" + padded(end);
    }

    /// Where a chunk ends whose sort key `sort` is.
    static int endOf(String sort) {
        return Integer.parseInt(sort.substring(sort.lastIndexOf('#') + 1));
    }

    /// Where it is marked that the sweeper has counted an expired session out.
    static ItemKey swept(SessionId session) {
        return new ItemKey(session(session), "SWEPT");
    }

    static String session(SessionId session) {
        return SESSION + session.value();
    }

    /// The session whose partition `pk` is.
    static SessionId sessionOf(String pk) {
        return new SessionId(pk.substring(SESSION.length()));
    }

    static String messageSort(int seq) {
        return MESSAGE + padded(seq);
    }

    static boolean isMessage(String sort) {
        return sort.startsWith(MESSAGE);
    }

    /// The seq of the message whose sort key `sort` is.
    static int seqOf(String sort) {
        return Integer.parseInt(sort.substring(MESSAGE.length()));
    }

    static ItemKey lastNumber(UserId owner) {
        return new ItemKey(user(owner), "NUMBER");
    }

    static ItemKey count(UserId owner) {
        return new ItemKey(user(owner), "COUNT");
    }

    static ItemKey count(UserId owner, AssistantId assistant) {
        return new ItemKey(user(owner), "COUNT#" + assistant.value());
    }

    static ItemKey once(UserId owner, String keyHash) {
        return new ItemKey(user(owner), "ONCE#" + keyHash);
    }

    static ItemKey tokens(UserId owner, LocalDate day) {
        return new ItemKey(user(owner), "TOKENS#" + day);
    }

    /// A shared catalog entry.
    static ItemKey entry(EntryId id) {
        return new ItemKey(catalog(id.kind()), id.value());
    }

    static ItemKey entryNumber(Kind kind, long number) {
        return new ItemKey(catalog(kind), "#" + padded(number));
    }

    /// Where a kind's last number and how many entries it has are kept.
    static ItemKey entryCount(Kind kind) {
        return new ItemKey(catalog(kind), "#");
    }

    static ItemKey privateProfile(UserId owner, ProfileId id) {
        return new ItemKey(user(owner), "PROFILE#" + id.value());
    }

    static ItemKey privateProfileNumber(UserId owner, long number) {
        return new ItemKey(user(owner), PROFILE_NUMBER + padded(number));
    }

    /// Where an administrator finds a user's private profile.
    static ItemKey privateProfileOwner(ProfileId id, UserId owner) {
        return new ItemKey(catalog(Kind.PROFILE), PRIVATE + id.value() + "#" + owner.value());
    }

    /// The shared entries of a kind, by number.
    static KeySpan entryNumbers(Kind kind) {
        return KeySpan.digitsAfter(catalog(kind), "#");
    }

    /// A user's private profiles, by number.
    static KeySpan privateProfileNumbers(UserId owner) {
        return KeySpan.digitsAfter(user(owner), PROFILE_NUMBER);
    }

    /// Everyone's private profiles, by id and owner.
    static KeySpan privateProfileOwners() {
        return KeySpan.beginningWith(catalog(Kind.PROFILE), PRIVATE);
    }

    /// The private profiles with that id, by owner.
    static KeySpan privateProfileOwners(ProfileId id) {
        return KeySpan.beginningWith(catalog(Kind.PROFILE), PRIVATE + id.value() + "#");
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
}
