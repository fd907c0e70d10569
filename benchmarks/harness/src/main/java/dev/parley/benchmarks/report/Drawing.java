package dev.parley.benchmarks.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/// Draws charts.
final class Drawing {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 450;

    private Drawing() {}

    static void of(Chart chart, Path file) throws IOException {
        XYChart drawn = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(chart.title())
                .xAxisTitle(chart.x())
                .yAxisTitle(chart.y())
                .build();
        drawn.getStyler().setXAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideS);
        chart.curves()
                .forEach((name, points) -> drawn.addSeries(
                        name,
                        new ArrayList<>(points.sequencedKeySet()),
                        new ArrayList<>(points.sequencedValues())));
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(drawn, out, VectorGraphicsFormat.SVG);
        }
    }
}
