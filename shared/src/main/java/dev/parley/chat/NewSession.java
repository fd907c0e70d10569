package dev.parley.chat;

import org.jspecify.annotations.Nullable;

/// What a caller says of a session to be created.
///
/// A title beyond [Limit#TITLE] and context results outside 1 to [#MAX_CONTEXT_RESULTS] are
/// [Refusal.Invalid].
///
/// @param inCatalog whether what it refers to must be in the catalog
/// @param contextResults see [Session#contextResults]
public record NewSession(
        References references, boolean inCatalog, @Nullable String title, Details details, int contextResults) {
    public static final int DEFAULT_CONTEXT_RESULTS = 1;
    public static final int MAX_CONTEXT_RESULTS = 100;

    public NewSession {
        if (title != null) {
            Limit.TITLE.check("title", title);
        }
        if (contextResults < 1 || contextResults > MAX_CONTEXT_RESULTS) {
            throw new Refusal.Invalid("max_context_results", "must be from 1 to " + MAX_CONTEXT_RESULTS);
        }
    }

    /// A session that refers to what the catalog must have, and carries nothing else.
    public NewSession(References references, @Nullable String title) {
        this(references, true, title, Details.NONE, DEFAULT_CONTEXT_RESULTS);
    }

    /// The same session, referring to these.
    NewSession referringTo(References others) {
        return new NewSession(others, inCatalog, title, details, contextResults);
    }
}
