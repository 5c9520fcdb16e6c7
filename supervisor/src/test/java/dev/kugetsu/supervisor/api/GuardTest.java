package dev.kugetsu.supervisor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    private static final int PORT = 3001;

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private String secret = "";

    @BeforeEach
    void makeAToken() throws Exception {
        file = folder.resolve("daemon.token");
        AccessToken.of(file);
        secret = Files.readString(file).strip();
    }

    @Test
    void admitsTheUser() throws Exception {
        assertThat(admit("127.0.0.1:3001", null, null, "Bearer " + secret)).isEmpty();
        assertThat(admit("localhost:3001", "http://localhost:3001", "same-origin", "Bearer " + secret))
                .isEmpty();
        assertThat(admit("[::1]:3001", null, "none", "Bearer " + secret)).isEmpty();
    }

    @Test
    void takesAnotherTokenForAnAgents() throws Exception {
        assertThat(admit("127.0.0.1:3001", null, null, "Bearer other")).contains("other");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, 421",
                "evil.example:3001, -, -, 421",
                "127.0.0.1, -, -, 421",
                "127.0.0.1:80, -, -, 421",
                "127.0.0.1.evil.example:3001, -, -, 421",
                "127.0.0.1:3001, http://evil.example, -, 403",
                "127.0.0.1:3001, null, -, 403",
                "127.0.0.1:3001, http://127.0.0.1:3001.evil.example, -, 403",
                "127.0.0.1:3001, https://127.0.0.1:3001, -, 403",
                "127.0.0.1:3001, -, cross-site, 403",
                "127.0.0.1:3001, -, same-site, 403",
            })
    void refusesPagesEvenWithTheToken(String host, String origin, String site, int status) {
        assertThatThrownBy(() -> admit(host, origin, site, "Bearer " + secret))
                .isInstanceOfSatisfying(
                        HttpFailure.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "Basic abc", "bearer-less"})
    void wantsAToken(String authorization) {
        assertThatThrownBy(() -> admit("127.0.0.1:3001", null, null, authorization))
                .isInstanceOfSatisfying(
                        HttpFailure.class, e -> assertThat(e.status()).isEqualTo(401));
    }

    @Test
    void trustsNoTokenThatOthersCanRead() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> AccessToken.of(file)).hasMessageContaining("others can read");
    }

    private Optional<String> admit(String host, String origin, String site, String authorization) throws Exception {
        return new Guard(AccessToken.of(file))
                .admit(new Guard.Knock(
                        PORT,
                        Optional.ofNullable(host),
                        Optional.ofNullable(origin),
                        Optional.ofNullable(site),
                        Optional.ofNullable(authorization)));
    }
}
