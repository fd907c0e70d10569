package dev.parley.standins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class KilledDynamoDbTest {

    private static final int WRITES_BEFORE_THE_KILL = 300;

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedWriteSurvivesAKill() throws IOException, InterruptedException {
        var acknowledged = writeUntilKilled();

        assertThat(acknowledged)
                .as("what the process printed")
                .hasSizeGreaterThanOrEqualTo(WRITES_BEFORE_THE_KILL)
                .allMatch(line -> line.startsWith("item-"));
        assertThat(kept())
                .containsAll(acknowledged.stream().map(AcknowledgingWriter::key).toList());
    }

    private List<String> writeUntilKilled() throws IOException, InterruptedException {
        var java = ProcessHandle.current().info().command().orElse("java");
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgingWriter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = process.inputReader()) {
            var read = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(line);
                if (read.size() == WRITES_BEFORE_THE_KILL) {
                    process.toHandle().destroyForcibly();
                }
            }
            return read;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Set<Map<String, AttributeValue>> kept() {
        try (var local = LocalDynamoDb.in(folder)) {
            return local
                    .client()
                    .scanPaginator(request -> request.tableName(AcknowledgingWriter.TABLE))
                    .items()
                    .stream()
                    .collect(Collectors.toSet());
        }
    }
}
