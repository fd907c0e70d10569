package dev.parley.chat;

import java.util.stream.Stream;

/// What an update says of a session's details. A preview beyond [Limit#PREVIEW] and a display count
/// outside 0 to [Details#MAX_DISPLAY_COUNT] are [Refusal.Invalid].
public record DetailChanges(
        Change<Metadata> metadata,
        Change<Feedback> feedback,
        SidePrompt.Changes prePrompt,
        SidePrompt.Changes postPrompt,
        Change<String> preview,
        Change<Long> displayCount) {
    public static final DetailChanges NONE = noting(Change.keep(), Change.keep());

    public DetailChanges {
        Limit.PREVIEW.check("preview", preview);
        displayCount.ifSet(count -> {
            if (count < 0 || count > Details.MAX_DISPLAY_COUNT) {
                throw new Refusal.Invalid("messageCount", "must be from 0 to " + Details.MAX_DISPLAY_COUNT);
            }
        });
    }

    /// What is said of metadata and feedback alone.
    public static DetailChanges noting(Change<Metadata> metadata, Change<Feedback> feedback) {
        return new DetailChanges(
                metadata, feedback, SidePrompt.Changes.NONE, SidePrompt.Changes.NONE, Change.keep(), Change.keep());
    }

    /// What is said of the pre- and the post-prompt alone.
    public static DetailChanges telling(SidePrompt.Changes prePrompt, SidePrompt.Changes postPrompt) {
        return new DetailChanges(Change.keep(), Change.keep(), prePrompt, postPrompt, Change.keep(), Change.keep());
    }

    /// What is said of the preview and the display count alone.
    public static DetailChanges showing(Change<String> preview, Change<Long> displayCount) {
        return new DetailChanges(
                Change.keep(), Change.keep(), SidePrompt.Changes.NONE, SidePrompt.Changes.NONE, preview, displayCount);
    }

    /// Whether anything was said.
    public boolean any() {
        return each().anyMatch(Change::changes);
    }

    /// Whether the details can only lose something.
    public boolean onlyClear() {
        return any() && each().noneMatch(Change.Set.class::isInstance);
    }

    /// The details after the changes.
    public Details applyTo(Details before) {
        return new Details(
                metadata.applyTo(before.metadata()),
                feedback.applyTo(before.feedback()),
                prePrompt.applyTo(before.prePrompt()),
                postPrompt.applyTo(before.postPrompt()),
                preview.applyTo(before.preview()),
                displayCount.applyTo(before.displayCount()));
    }

    private Stream<Change<?>> each() {
        return Stream.of(
                metadata,
                feedback,
                prePrompt.text(),
                prePrompt.chosen(),
                postPrompt.text(),
                postPrompt.chosen(),
                preview,
                displayCount);
    }
}
