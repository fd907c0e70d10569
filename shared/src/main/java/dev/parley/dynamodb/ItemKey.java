package dev.parley.dynamodb;

/// The two halves of an item's key.
record ItemKey(String pk, String sk) {}
