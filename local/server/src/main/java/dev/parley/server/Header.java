package dev.parley.server;

/// One header line.
record Header(String name, String value) {}
