package dev.parley.dynamodb;

/// The names of the table's indexes, as template.yaml declares them.
final class Indexes {
    static final String BY_OWNER = "by-owner";
    static final String BY_OWNER_ACTIVITY = "by-owner-activity";
    static final String BY_OWNER_ASSISTANT = "by-owner-assistant";
    static final String BY_ASSISTANT = "by-assistant";

    private Indexes() {}
}
