package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standins.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aTakenPortIsNamed() {
        try (HttpServer first = new HttpServer(0)) {
            assertThatThrownBy(() -> new HttpServer(first.port()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("Port " + first.port() + " ");
        }
    }

    @Test
    void aDataFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Database.open(options(file), Template.ofProject()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aDataFolderIsNotSharedByTwoServers() {
        try (Database first = Database.open(options(folder), Template.ofProject())) {
            assertThat(first.endpoint()).hasHost("127.0.0.1");
            assertThatThrownBy(() -> Database.open(options(folder), Template.ofProject()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aTemplateWithoutAnAuthorizerIsRefusedInWords() throws IOException {
        Path file = Files.writeString(
                folder.resolve("template.yaml"),
                "Resources: { HttpApi: { Type: 'AWS::Serverless::HttpApi', Properties: { Auth: {} } } }");

        assertThatThrownBy(() -> HttpApi.of(Template.read(file), List.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("Authorizers");
    }

    @Test
    void aFailureIsToldOnOneLine() {
        assertThat(new StartFailure("It is\n  broken.").sentence()).isEqualTo("It is broken.");
    }

    private static Options options(Path data) {
        return new Options(Map.of("PARLEY_DATA", data.toString()));
    }
}
