package dev.parley.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/// Draws charts.
final class Drawing {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final Color GRID = new Color(225, 225, 225);
    private static final Pattern MORE_DIGITS = Pattern.compile("(\\.[0-9]{2})[0-9]+");

    private Drawing() {}

    /// Writes a chart as SVG, with coordinates to a hundredth of a pixel.
    static void of(Chart chart, Path file) throws IOException {
        String svg = new String(ChartEncoder.getBytes(drawn(chart), "svg"), StandardCharsets.UTF_8);
        Files.writeString(file, MORE_DIGITS.matcher(svg).replaceAll("$1"));
    }

    private static XYChart drawn(Chart chart) {
        XYChart drawn = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(chart.title())
                .xAxisTitle(chart.x())
                .yAxisTitle(chart.y())
                .build();
        drawn.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setXAxisLogarithmicDecadeOnly(true)
                .setYAxisLogarithmicDecadeOnly(true)
                .setYAxisMin(decade(chart, Math::floor, DoubleStream::min))
                .setYAxisMax(decade(chart, Math::ceil, DoubleStream::max))
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setXAxisTickLabelsFormattingFunction(Figures::plain)
                .setYAxisTickLabelsFormattingFunction(Figures::plain)
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS);
        chart.curves()
                .forEach((name, points) -> drawn.addSeries(
                        name, new ArrayList<>(points.sequencedKeySet()), new ArrayList<>(points.sequencedValues())));
        return drawn;
    }

    /// The power of ten at one end of what the curves show, so that at least two labels stand at the axis.
    private static double decade(Chart chart, DoubleUnaryOperator rounded, Function<DoubleStream, OptionalDouble> end) {
        DoubleStream values = chart.curves().sequencedValues().stream()
                .flatMap(points -> points.sequencedValues().stream())
                .mapToDouble(Double::doubleValue);
        return Math.pow(10, rounded.applyAsDouble(Math.log10(end.apply(values).orElse(1))));
    }
}
