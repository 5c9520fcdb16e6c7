package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.host.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How commands reach the daemon. What it does with them is the affair of the command line.
class ApiCommandsTest {

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

    @Test
    void answersWithTheExitCodeAndBothTexts() throws Exception {
        Answer answer = run("""
                {"arguments":["lock","a \\"b\\"\\n"],"environment":["A=b=c"],"directory":"/src/app",
                 "terminals":"2","charset":"ASCII","process":7}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("3 16 13\n[lock, a \"b\"\n]ß{A=b=c}2ASCII");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"arguments\":[\"-x\"],\"environment\":[],\"directory\":\"/a\",\"terminals\":\"\",\"charset\":\"ASCII\",\"process\":7}",
                "400 | {\"arguments\":[\"x\"],\"environment\":[\"A\"],\"directory\":\"/a\",\"terminals\":\"\",\"charset\":\"ASCII\",\"process\":7}",
                "400 | {\"arguments\":[\"x\"],\"environment\":[],\"directory\":\"a\",\"terminals\":\"\",\"charset\":\"ASCII\",\"process\":7}",
                "400 | {\"arguments\":[\"x\"],\"environment\":[],\"directory\":\"/a\",\"terminals\":\"\",\"charset\":\"ASCII\"}",
                "400 | {\"arguments\":[\"x\"]",
            })
    void doesNothingOfWhatItCannot(int status, String request) throws Exception {
        Answer answer = run(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    private Answer run(String request) throws IOException {
        try (RawClient client = api.socket()) {
            return client.ask("POST", "/api/v1/commands", request, "Content-Type: application/json");
        }
    }
}
