package dev.parley.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// The members of a log line that CloudWatch makes metrics of, in its embedded metric format. A metric is named as
/// the member is, and has the function for its one dimension, since each combination of dimensions is paid for.
///
/// @see <a
///
/// href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
///     Specification: Embedded metric format</a>
final class Metrics {
    static final String NAMESPACE = "Parley";
    static final String DIMENSION = "function";
    static final List<String> NAMES = List.of(
            "turns", "modelFailures", "inputTokens", "outputTokens", "conflicts", "sweepFailures", "titleFailures");

    private Metrics() {}

    /// Marks those of the line's members that are metrics, but for zeros: a metric that has no values is not paid
    /// for.
    static void mark(ObjectNode line, Instant at) {
        List<String> present =
                NAMES.stream().filter(name -> line.path(name).asLong() != 0).toList();
        if (present.isEmpty()) {
            return;
        }
        ObjectNode directive = JsonNodeFactory.instance.objectNode().put("Namespace", NAMESPACE);
        directive.putArray("Dimensions").addArray().add(DIMENSION);
        ArrayNode metrics = directive.putArray("Metrics");
        present.forEach(name -> metrics.addObject().put("Name", name).put("Unit", "Count"));
        line.putObject("_aws")
                .put("Timestamp", at.toEpochMilli())
                .putArray("CloudWatchMetrics")
                .add(directive);
    }
}
