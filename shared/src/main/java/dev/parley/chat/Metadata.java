package dev.parley.chat;

/// What a client notes about a session: a JSON object that Parley keeps as the client wrote it and never
/// looks into.
public record Metadata(String json) {
    /// How deep objects and lists may lie in one another, the outermost object included.
    public static final int MAX_LEVELS = 8;

    /// The metadata given in `field`, `levels` deep.
    ///
    /// @throws Refusal.Invalid beyond [Limit#METADATA] or [#MAX_LEVELS]
    public static Metadata given(String field, String json, int levels) {
        if (levels > MAX_LEVELS) {
            throw new Refusal.Invalid(field, "must be at most " + MAX_LEVELS + " levels deep");
        }
        return new Metadata(Limit.METADATA.check(field, json));
    }
}
