package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HomeFileTest {

    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = home.resolve("config.toml");
    }

    @Test
    void isEmptyWithoutAFileOrAHome() {
        assertThat(HomeFile.read(home)).isEmpty();
        assertThat(HomeFile.read(home.resolve("missing"))).isEmpty();
    }

    @Test
    void readsTheFile() throws IOException {
        Files.writeString(file, "model = 'größe'\n");

        assertThat(HomeFile.read(home)).hasValue(new HomeFile(file, "model = 'größe'\n"));
    }

    @Test
    void followsALink() throws IOException {
        Path elsewhere = Files.writeString(home.resolve("dotfiles.toml"), "max_turns = 2");
        Files.createSymbolicLink(file, elsewhere);

        assertThat(HomeFile.read(home)).hasValue(new HomeFile(file, "max_turns = 2"));
    }

    @Test
    void isUnavailableWhenALinkLeadsNowhere() throws IOException {
        Files.createSymbolicLink(file, home.resolve("missing"));

        assertUnavailable();
    }

    @Test
    void isUnavailableWhenItIsAFolder() throws IOException {
        Files.createDirectory(file);

        assertUnavailable();
    }

    /// The memory of a process is a regular file whose first page cannot be read, not even by root.
    @Test
    @EnabledOnOs(OS.LINUX)
    void isUnavailableWhenReadingFails() throws IOException {
        Files.createSymbolicLink(file, Path.of("/proc/self/mem"));

        assertUnavailable();
        Files.delete(file);
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        Files.writeString(file, "#".repeat(10 * 1024 * 1024));

        assertThatThrownBy(() -> HomeFile.read(home))
                .isInstanceOfSatisfying(
                        KugetsuException.class,
                        large -> assertThat(large.kind()).isEqualTo(Kind.INVALID_INPUT))
                .hasMessage(file + " is larger than 256 KiB, so it is not read");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Files.write(file, new byte[] {'#', (byte) 0xff});

        assertThatThrownBy(() -> HomeFile.read(home))
                .isInstanceOfSatisfying(
                        KugetsuException.class,
                        binary -> assertThat(binary.kind()).isEqualTo(Kind.INVALID_INPUT))
                .hasMessage(file + " is not UTF-8 text");
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> HomeFile.read(home))
                .isInstanceOfSatisfying(KugetsuException.class, missing -> {
                    assertThat(missing.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(missing.next()).hasValue("make it a readable file, or remove it");
                })
                .hasMessageStartingWith(file + " cannot be read: ");
    }
}
