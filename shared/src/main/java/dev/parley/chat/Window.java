package dev.parley.chat;

/// Which part of a list is wanted: `skip` entries left out, then at most `limit`.
///
/// A `skip` outside 0 to [#MAX_SKIP] and a `limit` below 1 are [Refusal.Invalid]; a `limit` above
/// [#MAX_LIMIT] is taken as that.
public record Window(long skip, long limit) {
    public static final int MAX_LIMIT = 100;
    public static final long MAX_SKIP = 1_000_000;

    public Window {
        if (skip < 0 || skip > MAX_SKIP) {
            throw new Refusal.Invalid("skip", "must be from 0 to " + MAX_SKIP);
        }
        limit = checkedLimit("limit", limit);
    }

    /// The window of a page, counted from 1; `field` is what the caller calls the page's size.
    public static Window ofPage(long page, String field, long size) {
        long limit = checkedLimit(field, size);
        if (page < 1 || (page - 1) > MAX_SKIP / limit) {
            throw new Refusal.Invalid("page", "must be from 1 to where " + MAX_SKIP + " entries are left out");
        }
        return new Window((page - 1) * limit, limit);
    }

    /// The page, counted from 1, that this window lies on.
    public long page() {
        return skip / limit + 1;
    }

    /// One past the last entry wanted.
    public int end() {
        return Math.toIntExact(skip + limit);
    }

    private static long checkedLimit(String field, long limit) {
        if (limit < 1) {
            throw new Refusal.Invalid(field, "must be at least 1");
        }
        return Math.min(limit, MAX_LIMIT);
    }
}
