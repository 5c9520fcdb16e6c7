package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import dev.kugetsu.supervisor.host.RawClient.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Bases, configuration and trust, asked for over the API of a daemon that serves its queue.
@Timeout(120)
class ApiHomeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private World world;
    private Dispatcher dispatcher;
    private ApiWorld api;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.ignoreTheMachine();
        world.environment.put("KUGETSU_RETRY_DELAY", "100ms");
        dispatcher = world.serve();
        api = new ApiWorld(world, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws Exception {
        dispatcher.close();
        api.close();
    }

    private Answer ask(String method, String path, String body, String... headers) throws IOException {
        try (RawClient client = api.socket()) {
            String[] all = Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = "Content-Type: application/json";
            return client.ask(method, path, body, all);
        }
    }

    private String here() {
        return "?directory=" + URLEncoder.encode(world.repository.toString(), StandardCharsets.UTF_8);
    }

    private ObjectNode body() {
        return new ObjectMapper().createObjectNode().put("directory", world.repository.toString());
    }

    private JsonNode make(ObjectNode body) throws IOException {
        Answer answer = ask("POST", "/api/v1/base", body.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json();
    }

    private String awaitOutcome(JsonNode report) {
        String turn = report.path("turn_id").asText();
        await().atMost(LONG)
                .until(() -> world.select("SELECT turn_id FROM turns WHERE ended_at IS NOT NULL")
                        .contains(turn));
        return world.select("SELECT state FROM turns WHERE turn_id = '" + turn + "'")
                .getFirst();
    }

    @Test
    void makesABaseByATurnOfTheQueueThatCanBeLookedUp() throws Exception {
        JsonNode report = make(body().put("prompt", "sleep 1s\nsay I know this repository"));

        String session = report.path("session_id").asText();
        Answer shown = ask("GET", "/api/v1/sessions/" + session, "");
        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(awaitOutcome(report)).isEqualTo("SUCCEEDED");
        assertThat(ask("GET", "/api/v1/turns/" + report.path("turn_id").asText() + "/output", "")
                        .body())
                .contains("I know this repository");
        JsonNode base = ask("GET", "/api/v1/base" + here(), "").json();
        assertThat(base.path("harness").asText()).isEqualTo("scripted");
        assertThat(ask("GET", "/api/v1/bases" + here(), "").json()).containsExactly(base);
    }

    @Test
    void makesASecondBaseOnlyInPlaceOfTheFirst() throws Exception {
        world.init();
        String first =
                ask("GET", "/api/v1/base" + here(), "").json().path("base_id").asText();

        Answer refused = ask("POST", "/api/v1/base", body().toString());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("has a base session for scripted");
        ObjectNode replacing = body().put("existing", "replace").put("prompt", "say I know it better");
        replacing.putArray("allow").add("external_directory:/data/*");
        assertThat(awaitOutcome(make(replacing))).isEqualTo("SUCCEEDED");
        JsonNode second = ask("GET", "/api/v1/base" + here(), "").json();
        assertThat(second.path("base_id").asText()).isNotEqualTo(first);
        assertThat(second.path("permissions").toString()).contains("/data/*");
        assertThat(ask("DELETE", "/api/v1/base" + here(), "").status()).isEqualTo(200);
        assertThat(ask("GET", "/api/v1/bases" + here(), "").json()).isEmpty();
    }

    @Test
    void triesATurnThatIsToMakeABaseAgainAndLetsItBeCalledOff() throws Exception {
        world.supervisor().queue().pause("not yet");
        JsonNode waiting = make(body());
        Answer second = ask("POST", "/api/v1/base", body().toString());
        assertThat(second.status()).as(second.body()).isEqualTo(409);

        assertThat(ask("DELETE", "/api/v1/queue/" + waiting.path("turn_id").asText(), "")
                        .json())
                .hasSize(1);

        assertThat(awaitOutcome(waiting)).isEqualTo("STOPPED");
        world.supervisor().queue().resume();
        JsonNode failing = make(body().put("prompt", "fail server_error\n"));
        assertThat(awaitOutcome(failing)).isEqualTo("FAILED");
        assertThat(ask("GET", "/api/v1/bases" + here(), "").json()).isEmpty();
        JsonNode next = make(body().put("prompt", "say now I do"));
        assertThat(awaitOutcome(next)).isEqualTo("SUCCEEDED");
    }

    @Test
    void refusesAgentsAndWhatIsNoRequest() throws Exception {
        assertThat(ask("POST", "/api/v1/base", body().toString(), ApiWorld.AGENT)
                        .status())
                .isEqualTo(403);
        for (ObjectNode wrong : List.of(
                body().put("directory", "app"),
                body().put("existing", "perhaps"),
                body().put("prompt", " "),
                body().set("allow", new ObjectMapper().createArrayNode().add(":")))) {
            Answer answer = ask("POST", "/api/v1/base", wrong.toString());
            assertThat(answer.status()).as(wrong + ": " + answer.body()).isEqualTo(400);
        }
        assertThat(world.select("SELECT turn_id FROM turns")).isEmpty();
    }

    @Test
    void showsSettingsWithTheirOriginAndTrustsWhatWasSeen() throws Exception {
        Files.writeString(world.repository.resolve(".kugetsu.toml"), "[setup]\ncommand = [\"true\"]\n");
        world.git("add", ".kugetsu.toml");
        world.git("commit", "-q", "-m", "configure");

        assertThat(ask("GET", "/api/v1/config" + here(), "").json().findParents("key"))
                .anySatisfy(setting -> {
                    assertThat(setting.path("key").asText()).isEqualTo("harness");
                    assertThat(setting.path("origin").asText()).isEqualTo("environment KUGETSU_HARNESS");
                });
        JsonNode seen = ask("GET", "/api/v1/trust" + here(), "").json();
        assertThat(seen.path("is_trusted").asBoolean(true)).isFalse();
        assertThat(seen.path("content").asText()).contains("[setup]");
        assertThat(ask(
                                "POST",
                                "/api/v1/trust",
                                body().put("digest", "of something else").toString())
                        .status())
                .isEqualTo(409);
        String digest = seen.path("digest").asText();
        assertThat(ask("POST", "/api/v1/trust", body().put("digest", digest).toString())
                        .json()
                        .path("is_trusted")
                        .asBoolean())
                .isTrue();
        assertThat(ask("DELETE", "/api/v1/trust" + here(), "").status()).isEqualTo(204);
        assertThat(isTrusted()).contains(false);
    }

    private Optional<Boolean> isTrusted() throws IOException {
        return Optional.of(ask("GET", "/api/v1/trust" + here(), "").json().path("is_trusted"))
                .filter(JsonNode::isBoolean)
                .map(JsonNode::asBoolean);
    }
}
