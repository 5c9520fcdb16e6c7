package dev.kugetsu.supervisor.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.api.Operation.Verb;
import dev.kugetsu.supervisor.daemon.DaemonIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Holds `docs/openapi.json` to the operations; `-Dopenapi.write` writes it anew.
class OpenApiTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "openapi.json");

    private final List<Operation> operations = HttpApi.operations(new HttpApi.Subject(
            DaemonIdentity.create(new ProcessIdentity(7, 1, "boot"), "test", Instant.EPOCH),
            () -> true,
            new StopRequest(),
            (supervisor, call) -> Optional.empty()));

    @Test
    void isWhatTheDocumentSays() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode document = json.readTree(OpenApi.document(operations).toString());
        if (System.getProperty("openapi.write") != null) {
            Files.writeString(DOCUMENT, json.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
        }

        assertThat(json.readTree(Files.readString(DOCUMENT))).isEqualTo(document);
    }

    @Test
    void describesEveryRouteAndNothingElse() {
        JsonNode paths = OpenApi.document(operations).path("paths");

        assertThat(paths.propertyStream()
                        .flatMap(path -> path.getValue()
                                .propertyStream()
                                .map(verb -> verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())))
                .containsExactlyInAnyOrderElementsOf(operations.stream()
                        .map(operation -> operation.verb() + " " + operation.path())
                        .toList());
    }

    @Test
    void meansOneOperationByEachRequest() {
        Router router = new Router(operations);

        assertThat(operations).allSatisfy(operation -> {
            String path = operation.path().replaceAll("\\{[a-z]+\\}", "x-1");
            assertThat(router.match(operation.verb().name(), path).operation()).isEqualTo(operation);
        });
        assertThat(operations.stream().map(Operation::verb)).contains(Verb.values());
    }
}
