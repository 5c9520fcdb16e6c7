package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.host.RawClient.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the API adds to the verbs of coordination.
class ApiCoordinationTest {

    @TempDir
    Path folder;

    private ApiWorld api;

    @BeforeEach
    void open() throws Exception {
        api = new ApiWorld(folder, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "True", "yes", ""})
    void changesNothingWhenItIsUnclearWhetherItShould(String dryRun) throws Exception {
        Answer answer = lock("&dry_run=" + dryRun);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("'" + dryRun + "' is no value of `dry_run`");
        assertThat(api.world.select("SELECT lock_key FROM locks")).isEmpty();
    }

    @Test
    void rehearsesOrNotAsIsSaid() throws Exception {
        assertThat(lock("&dry_run=true").status()).isEqualTo(200);
        assertThat(api.world.select("SELECT lock_key FROM locks")).isEmpty();

        assertThat(lock("&dry_run=false").status()).isEqualTo(200);
        assertThat(api.world.select("SELECT lock_key FROM locks")).containsExactly("README.md");
    }

    private Answer lock(String more) throws IOException {
        String directory = URLEncoder.encode(api.world.repository.toString(), StandardCharsets.UTF_8);
        try (RawClient client = api.socket()) {
            return client.ask(
                    "POST",
                    "/api/v1/coordination/lock.acquire?directory=" + directory + more,
                    "{\"path\":\"README.md\"}",
                    "Content-Type: application/json");
        }
    }
}
