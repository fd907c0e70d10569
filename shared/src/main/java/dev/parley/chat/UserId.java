package dev.parley.chat;

/// A signed-in user: the `sub` of the access token, which owns what it creates.
public record UserId(String value) {
    public UserId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a user id is not empty");
        }
    }
}
