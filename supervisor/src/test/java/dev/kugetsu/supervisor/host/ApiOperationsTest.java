package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.host.RawClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ApiOperationsTest {

    private static final Path DOCUMENT = Path.of("../docs/openapi.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private ApiWorld api;
    private JsonNode document;
    private final Set<String> asked = new TreeSet<>();

    @BeforeEach
    void open() throws Exception {
        api = new ApiWorld(folder, ApiWorld.limits());
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
    void servesTheDocumentThatIsPublished() throws Exception {
        String served = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        if (Boolean.getBoolean("openapi.bless")) {
            Files.writeString(DOCUMENT, served);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(served);
    }

    @Test
    void answersEveryOperationByItsSchema() throws Exception {
        api.world.init();
        String here = "?directory=" + URLEncoder.encode(api.world.repository.toString(), StandardCharsets.UTF_8);
        String directory = JSON.writeValueAsString(api.world.repository.toString());
        TurnReport first = api.world.start(ISSUE, "say hello", "write a.txt x", "commit x");
        String session = "/api/v1/sessions/" + first.sessionId();
        Files.writeString(api.world.repository.resolve(".kugetsu.toml"), "[setup]\ncommand = \"true\"\n");
        api.world.git("add", ".kugetsu.toml");
        api.world.git("commit", "-q", "-m", "Configure");

        ask("health", "GET", "/healthz", "", 200);
        ask("readiness", "GET", "/readyz", "", 200);
        ask("openapi", "GET", "/api/v1/openapi.json", "", 200);
        ask("list_projects", "GET", "/api/v1/projects", "", 200);
        ask("get_project", "GET", "/api/v1/projects/app", "", 200);
        ask("get_base", "GET", "/api/v1/bases" + here, "", 200);
        ask("list_settings", "GET", "/api/v1/config" + here, "", 200);
        String digest = ask("examine_trust", "GET", "/api/v1/trust" + here, "", 200)
                .path("digest")
                .asText();
        ask("trust", "PUT", "/api/v1/trust", "{\"directory\":" + directory + ",\"digest\":\"" + digest + "\"}", 200);
        ask("distrust", "DELETE", "/api/v1/trust" + here, "", 200);
        ask("diagnose", "GET", "/api/v1/doctor" + here, "", 200);
        assertThat(ask(
                        "list_sessions",
                        "GET",
                        "/api/v1/sessions?scope=all&issue=github.com%2FAcme%2Fapp%2342",
                        "",
                        200))
                .hasSize(1);
        ask("get_session", "GET", session, "", 200);
        ask("explain_session", "GET", session + "/why", "", 200);
        ask("rename_session", "PUT", session + "/name", "{\"name\":\"fix-it\"}", 200);
        ask("list_changes", "GET", "/api/v1/changes?limit=3", "", 200);
        ask("list_output", "GET", "/api/v1/turns/" + first.turnId() + "/output", "", 200);
        ask("stop_turn", "POST", session + "/stop", "", 200);
        ask("show_queue", "GET", "/api/v1/queue", "", 200);
        ask("pause_queue", "POST", "/api/v1/queue/pause", "{\"reason\":\"tidying up\"}", 200);
        ask("continue_session", "POST", session + "/turns", "{\"prompt\":\"say more\",\"allow\":[\"bash:ls\"]}", 202);
        ask("send_message", "POST", session + "/messages", "{\"message\":\"hurry\"}", 200);
        ask("resume_queue", "POST", "/api/v1/queue/resume", "", 200);
        awaitNothingRuns();
        ask("kill_session", "POST", session + "/kill", "", 200);
        ask("undo_session", "POST", session + "/undo", "", 200);
        ask("destroy_session", "DELETE", session, "", 200);
        ask(
                "start_session",
                "POST",
                "/api/v1/sessions",
                "{\"issue\":\"github.com/acme/app#7\",\"prompt\":\"say hi\"}",
                202);
        ask("spawn_session", "POST", "/api/v1/projects/app/sessions", "{\"prompt\":\"say hi\",\"name\":\"free\"}", 202);
        List<JsonNode> planned = new ArrayList<>();
        ask("plan_prune", "GET", "/api/v1/prune", "", 200).forEach(planned::add);
        ask("prune", "POST", "/api/v1/prune", "{\"items\":" + planned + "}", 200);
        List<JsonNode> differences = new ArrayList<>();
        ask("audit", "GET", "/api/v1/audit", "", 200).forEach(differences::add);
        ask("audit_fix", "POST", "/api/v1/audit", "{\"differences\":" + differences + "}", 200);
        ask(
                "make_base",
                "POST",
                "/api/v1/bases",
                "{\"directory\":" + directory + ",\"prompt\":\"say read\",\"existing\":\"replace\"}",
                202);
        awaitNothingRuns();
        await().until(() -> baseIsThere(here));
        ask("delete_base", "DELETE", "/api/v1/bases" + here, "", 200);
        ask("stop_daemon", "POST", "/api/v1/daemon/stop", "", 202);

        assertThat(api.stops).hasValue(1);
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .forEach(path -> path.forEach(
                        operation -> all.add(operation.path("operationId").asText())));
        asked.addAll(List.of(
                "add_project", "remove_project", "cancel_queued", "follow_changes", "follow_turn", "follow_output"));
        assertThat(asked).as("operations of the document that no test asks").isEqualTo(all);
    }

    @Test
    void refusesFieldsThatAreMissingUnknownOrWrong() throws Exception {
        try (RawClient client = api.socket()) {
            assertThat(message(client, "POST", "/api/v1/queue/pause", "{}")).isEqualTo("reason is missing");
            assertThat(message(client, "POST", "/api/v1/queue/pause", "{\"reason\":1}"))
                    .startsWith("reason is not");
            assertThat(message(client, "POST", "/api/v1/queue/resume", "{\"x\":1}"))
                    .isEqualTo("there is no field x");
            assertThat(message(client, "POST", "/api/v1/queue/pause", "[]"))
                    .isEqualTo("the body is not one JSON object");
            assertThat(message(client, "POST", "/api/v1/queue/pause", "{} {}")).startsWith("the body is not one");
            assertThat(message(client, "GET", "/api/v1/sessions?scope=some", ""))
                    .startsWith("scope is not");
            assertThat(message(client, "GET", "/api/v1/sessions?scope=all&scope=live", ""))
                    .endsWith("comes twice");
            assertThat(message(client, "GET", "/api/v1/doctor?directory=relative", ""))
                    .startsWith("directory is not");
            assertThat(message(client, "GET", "/api/v1/sessions?project=%zz", ""))
                    .isNotEmpty();
        }
    }

    private static String message(RawClient client, String method, String path, String body) throws Exception {
        Answer answer = client.ask(method, path, body, "Content-Type: application/json");
        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.json().path("error").path("request_id").asText()).startsWith("r-");
        return answer.json().path("error").path("message").asText();
    }

    @Test
    void isNotReadyBeforeItIs() throws Exception {
        api.isReady.set(false);
        try (RawClient client = api.socket()) {
            assertThat(client.ask("GET", "/readyz", "").status()).isEqualTo(503);
            assertThat(client.ask("GET", "/healthz", "").status()).isEqualTo(200);
        }
    }

    /// Each look is a command's: it records what has ended.
    private void awaitNothingRuns() {
        await().until(() -> {
            LocalHost.open(api.world.environment).close();
            return api.world.list(Scope.ALL).stream()
                    .flatMap(view -> view.lastTurn().stream())
                    .allMatch(turn -> turn.outcome().isPresent());
        });
    }

    private JsonNode ask(String id, String method, String path, String body, int status) throws Exception {
        asked.add(id);
        try (RawClient client = api.socket()) {
            Answer answer = client.ask(method, path, body, "Content-Type: application/json");
            assertThat(answer.status()).as("%s: %s", id, answer.body()).isEqualTo(status);
            JsonNode schema = operation(id)
                    .path("responses")
                    .path(Integer.toString(status))
                    .path("content")
                    .path("application/json")
                    .path("schema");
            new SchemaCheck(document).check(id, schema, answer.json());
            return answer.json();
        }
    }

    /// The base is recorded a moment after its turn.
    private boolean baseIsThere(String here) throws Exception {
        try (RawClient client = api.socket()) {
            return client.ask("GET", "/api/v1/bases" + here, "").status() == 200;
        }
    }

    private JsonNode operation(String id) {
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("operationId").asText().equals(id)) {
                    return operation;
                }
            }
        }
        throw new AssertionError("the document has no operation " + id);
    }
}
