package dev.parley.benchmarks.report;

import java.util.List;

/// One part of the results.
///
/// @param text Markdown: how it was measured, and the tables
/// @param targets the figures among them that are to stay below a bound
public record Section(String title, String text, List<Target> targets, List<Chart> charts) {}
