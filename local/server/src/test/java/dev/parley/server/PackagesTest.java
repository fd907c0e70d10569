package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What is deployed: how large each function's zip is, and which libraries lie in it.
///
/// `mvn verify` has packaged the functions when it comes here; `mvn test` packages nothing, and these are skipped.
class PackagesTest {
    private static final Path FUNCTIONS =
            Path.of(System.getProperty("parley.root")).resolve("functions");

    /// What the table, the edge and the domain stand on: one JSON library of ours and the SDK's own, one HTTP
    /// client.
    private static final String EVERYWHERE = """
        aws-lambda-java-core crac shared jackson-annotations jackson-core jackson-databind slf4j-api slf4j-nop \
        dynamodb-enhanced dynamodb annotations auth aws-core aws-json-protocol checksums checksums-spi endpoints-spi \
        http-auth http-auth-aws http-auth-spi http-client-spi identity-spi json-utils metrics-spi profiles \
        protocol-core reactive-streams regions retries retries-spi sdk-core third-party-jackson-core \
        url-connection-client utils utils-lite\
        """;

    @ParameterizedTest
    @CsvFileSource(resources = "/packages.csv", numLinesToSkip = 1)
    void aPackageIsSmall(String function, int megabytes) throws IOException {
        assertThat(Files.size(packaged(function))).isLessThanOrEqualTo(megabytes * 1_000_000L);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/packages.csv", numLinesToSkip = 1)
    void aPackageHoldsTheLibrariesThatItsCodeReachesAndNoOthers(String function, int megabytes, String more)
            throws IOException {
        String[] expected = (EVERYWHERE + " " + more).strip().split(" ");

        assertThat(libraries(packaged(function))).containsExactlyInAnyOrder(expected);
    }

    private static Path packaged(String function) {
        Path zip = FUNCTIONS.resolve(function).resolve("target").resolve(function + ".zip");
        assumeThat(zip).exists();
        return zip;
    }

    /// The libraries' names without their versions.
    private static List<String> libraries(Path zip) throws IOException {
        try (ZipFile entries = new ZipFile(zip.toFile())) {
            return entries.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("^lib/", "").replaceFirst("-[0-9][^/]*$", ""))
                    .toList();
        }
    }
}
