package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.standins.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What is deployed: how large each function's zip is, and which libraries lie in it.
///
/// What looks into the zips runs where `mvn verify` has made them, and fails where one is missing; `mvn test` makes
/// none, and leaves it out.
class PackagesTest {
    private static final String PACKAGES = "/packages.csv";
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));

    /// What the table, the edge and the domain stand on: one JSON library of ours and the SDK's own, one HTTP
    /// client.
    private static final String EVERYWHERE = """
        aws-lambda-java-core crac shared jackson-annotations jackson-core jackson-databind slf4j-api slf4j-nop \
        dynamodb-enhanced dynamodb annotations auth aws-core aws-json-protocol checksums checksums-spi endpoints-spi \
        http-auth http-auth-aws http-auth-spi http-client-spi identity-spi json-utils metrics-spi profiles \
        protocol-core reactive-streams regions retries retries-spi sdk-core third-party-jackson-core \
        url-connection-client utils utils-lite\
        """;

    @Test
    void thePackagesAreThoseThatTheTemplateDeploys() throws IOException {
        JsonNode resources = new ObjectMapper().valueToTree(Template.ofProject().section("Resources"));
        try (Stream<String> rows = Files.lines(Path.of("src/test/resources" + PACKAGES))) {
            assertThat(rows.skip(1).map(row -> zip(row.split(",", 2)[0])))
                    .containsExactlyInAnyOrderElementsOf(resources.findValues("CodeUri").stream()
                            .map(JsonNode::asText)
                            .toList());
        }
    }

    @Tag("packaged")
    @ParameterizedTest
    @CsvFileSource(resources = PACKAGES, numLinesToSkip = 1)
    void aPackageIsSmall(String function, int megabytes) throws IOException {
        assertThat(Files.size(ROOT.resolve(zip(function)))).isLessThanOrEqualTo(megabytes * 1_000_000L);
    }

    @Tag("packaged")
    @ParameterizedTest
    @CsvFileSource(resources = PACKAGES, numLinesToSkip = 1)
    void aPackageHoldsTheLibrariesThatAreListedForItAndNoOthers(String function, int megabytes, String more)
            throws IOException {
        String[] expected = (EVERYWHERE + " " + more).strip().split(" ");

        assertThat(libraries(ROOT.resolve(zip(function)))).containsExactlyInAnyOrder(expected);
    }

    /// Where a function's zip is, as the template has it.
    private static String zip(String function) {
        return "functions/%s/target/%s.zip".formatted(function, function);
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
