package dev.parley.benchmarks.report;

import java.util.SequencedMap;

/// Curves over one axis, drawn into `benchmarks/charts/<name>.svg`. Both axes are logarithmic, so that what grows
/// in proportion is a straight line: no coordinate may be 0.
///
/// @param name the file's name without its ending
/// @param x what runs along the horizontal axis
/// @param y what the vertical axis counts
/// @param curves by what each curve is of, its points by x
public record Chart(
        String name, String title, String x, String y, SequencedMap<String, SequencedMap<Double, Double>> curves) {}
