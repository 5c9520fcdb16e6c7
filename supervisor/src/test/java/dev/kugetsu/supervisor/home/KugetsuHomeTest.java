package dev.kugetsu.supervisor.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KugetsuHomeTest {

    @Test
    void saysThatAFileIsInItsPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("home"), "");

        assertThatThrownBy(() -> new KugetsuHome(file).create())
                .hasMessage("cannot make " + file + ": a file has that name");
    }

    @Test
    void isWhatTheEnvironmentNames(@TempDir Path folder) throws Exception {
        Path user = folder.toRealPath();

        assertThat(KugetsuHome.of(Map.of("HOME", user.toString())).directory()).isEqualTo(user.resolve(".kugetsu"));
        assertThat(KugetsuHome.of(Map.of("HOME", "/nowhere", "KUGETSU_HOME", user + "/a/../b"))
                        .directory())
                .isEqualTo(user.resolve("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"home", "./home", "~/kugetsu"})
    void isNotAnotherOneWhereverOneStands(String relative) {
        assertThatThrownBy(() -> KugetsuHome.of(Map.of("HOME", "/home/jo", "KUGETSU_HOME", relative)))
                .isInstanceOfSatisfying(KugetsuException.class, e -> {
                    assertThat(e.kind()).isEqualTo(KugetsuException.Kind.INVALID_INPUT);
                    assertThat(e).hasMessageContaining("KUGETSU_HOME").hasMessageContaining(relative);
                    assertThat(e.next().orElseThrow()).contains("absolute");
                });
    }

    @Test
    void hasToBeNamed() {
        assertThatThrownBy(() -> KugetsuHome.of(Map.of("KUGETSU_HOME", " ")))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.UNAVAILABLE));
    }
}
