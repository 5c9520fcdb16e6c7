package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApiDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/openapi.json");

    @TempDir
    Path folder;

    private ApiWorld api;
    private JsonNode document;

    @BeforeEach
    void open() throws Exception {
        api = new ApiWorld(folder, Duration.ofSeconds(30));
        try (RawClient client = api.socket()) {
            document = client.ask("GET", "/api/v1/openapi.json", "").json();
        }
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    /// With `-Dopenapi.bless=true` the document is written anew.
    @Test
    void isPublishedAsItIsServed() throws Exception {
        String served = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        if (Boolean.getBoolean("openapi.bless")) {
            Files.writeString(DOCUMENT, served);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(served);
    }

    @Test
    void namesWhatIsThere() throws Exception {
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.path("paths")).hasSizeGreaterThan(20);
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            String concrete = path.getKey().replaceAll("\\{[a-z_]+}", "x");
            try (RawClient client = api.socket()) {
                RawClient.Answer answer = client.ask("TRACE", concrete, "");

                assertThat(answer.status()).as(path.getKey()).isEqualTo(405);
                assertThat(answer.header("allow").toLowerCase(Locale.ROOT).split(", ", -1))
                        .as(path.getKey())
                        .containsAll(path.getValue().properties().stream()
                                .map(Map.Entry::getKey)
                                .toList());
            }
        }
    }

    @Test
    void refersOnlyToSchemasThatItHas() {
        document.findValues("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.asText().substring(1)).isObject())
                        .as(reference.asText())
                        .isTrue());
    }
}
