package dev.parley.chat;

/// Who is asking, and whether as an administrator.
public record Caller(UserId user, boolean admin) {

    /// Whether the caller may read what belongs to `owner`.
    public boolean mayRead(UserId owner) {
        return admin || user.equals(owner);
    }
}
