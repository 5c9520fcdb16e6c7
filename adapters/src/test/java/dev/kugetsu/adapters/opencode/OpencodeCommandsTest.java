package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import dev.kugetsu.adapters.Undeletable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpencodeCommandsTest {

    @TempDir
    private Path folder;

    private Path scratch;

    @BeforeEach
    void nameScratch() {
        scratch = folder.resolve("state/tmp");
    }

    @Test
    void returnsEverythingThatACommandPrints() throws Exception {
        OpencodeCommands commands = commands("head -c 1000000 /dev/zero | tr '\\0' x", Duration.ofSeconds(20));

        assertThat(commands.get(folder, "export")).hasSize(1_000_000);
    }

    @Test
    void givesACommandItsFolderAndATemporaryFolderThatIsGoneAfterwards() throws Exception {
        OpencodeCommands commands =
                commands("echo litter > \"$TMPDIR/litter\"; echo \"$PWD $GIVEN\"; pwd", Duration.ofSeconds(20));

        String printed = commands.get(folder);

        assertThat(printed).isEqualTo(folder + " yes\n" + folder + "\n");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void keepsACommandFromTheRepositoryAndTheSessionOfWhoeverCallsUs() throws Exception {
        Path program = script(folder.resolve("opencode"), "echo \"$GIT_DIR $CLAUDECODE $GIT_AUTHOR_NAME\"");
        Map<String, String> environment = Map.of("GIT_DIR", "/elsewhere", "CLAUDECODE", "1", "GIT_AUTHOR_NAME", "me");
        OpencodeCommands commands = new OpencodeCommands(new OpencodeOptions(
                Optional.of(program), environment, folder.resolve("state"), Duration.ofSeconds(20)));

        assertThat(commands.get(folder)).isEqualTo("  me\n");
    }

    @Test
    void endsTheWholeTreeOfACommandThatHangs() throws Exception {
        OpencodeCommands commands =
                commands("echo waiting >&2; sleep 300 & echo $! > child; wait", Duration.ofSeconds(1));

        assertThatThrownBy(() -> commands.get(folder, "db", "select 1"))
                .isInstanceOf(HarnessException.class)
                .hasMessage("`opencode db select 1` did not end within 1 s and was killed: waiting");

        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void carriesWhatAFailedCommandSaid() throws Exception {
        OpencodeCommands commands =
                commands("printf '\\033[91mError:\\033[0m no\\n' >&2; exit 4", Duration.ofSeconds(20));

        assertThatThrownBy(() -> commands.get(folder, "import"))
                .hasMessage("`opencode import` ended with exit code 4: Error: no");
    }

    @Test
    void sweepsWhatKilledCommandsHaveLeft() throws Exception {
        Path abandoned = Files.createDirectories(scratch.resolve("command-old/tmp"));
        Files.writeString(abandoned.resolve("library.so"), "x");
        Files.setLastModifiedTime(
                scratch.resolve("command-old"), FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        commands("true", Duration.ofSeconds(20)).get(folder);

        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void goesOnWithWhatCannotBeSwept() throws Exception {
        OpencodeCommands commands =
                commands(Undeletable.command("\"$TMPDIR/..\"") + "; echo done", Duration.ofSeconds(20));
        try {
            assertThat(commands.get(folder)).isEqualTo("done\n");
            try (DirectoryStream<Path> left = Files.newDirectoryStream(scratch)) {
                Files.setLastModifiedTime(
                        left.iterator().next(), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            }

            assertThat(commands.get(folder)).isEqualTo("done\n");
        } finally {
            Undeletable.remove(scratch);
        }
    }

    @Test
    void saysWhatToDoWhenThereIsNoProgram() {
        OpencodeOptions options = new OpencodeOptions(
                Optional.empty(), Map.of("PATH", folder.toString()), folder.resolve("state"), Duration.ofSeconds(20));

        assertThatThrownBy(() -> new OpencodeCommands(options).get(folder))
                .isInstanceOfSatisfying(
                        HarnessException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
                .hasMessageContaining("no opencode on PATH")
                .hasMessageContaining("npm install");
    }

    @Test
    void findsTheProgramBehindTheStarterOfAPackageManager() throws Exception {
        Path modules = folder.resolve("lib/node_modules");
        Path starter = script(modules.resolve("opencode-ai/bin/opencode.exe"), "exit 1");
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        Path program = script(modules.resolve("opencode-linux-" + machine + "/bin/opencode"), "exit 0");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("opencode"), starter);
        OpencodeOptions options = new OpencodeOptions(
                Optional.empty(), Map.of("PATH", "/nowhere:" + bin), folder.resolve("state"), Duration.ofSeconds(20));

        assertThat(new OpencodeCommands(options).program()).isEqualTo(program.toRealPath());
    }

    private OpencodeCommands commands(String body, Duration deadline) throws IOException {
        Path program = script(folder.resolve("opencode"), body);
        return new OpencodeCommands(
                new OpencodeOptions(Optional.of(program), Map.of("GIVEN", "yes"), folder.resolve("state"), deadline));
    }

    private static Path script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
