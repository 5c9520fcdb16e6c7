package dev.kugetsu.supervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeroturnaround.exec.ProcessExecutor;

class PathKeysTest {

    @TempDir
    Path folder;

    private Path main;
    private Path linked;

    @BeforeEach
    void makeARepositoryWithTwoWorktrees() throws Exception {
        folder = folder.toRealPath();
        main = folder.resolve("app");
        Files.createDirectories(main.resolve("src"));
        linked = folder.resolve("linked");
        Files.writeString(main.resolve("src/Main.java"), "x");
        git("init", "-q", "-b", "main");
        git("add", ".");
        git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "start");
        git("worktree", "add", "-q", linked.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/Main.java", "./src/Main.java", "src/../src/Main.java", "src//Main.java"})
    void isOneHoweverItIsWritten(String text) {
        assertThat(PathKeys.find(main, text)).contains(new PathKeys.Place(main, main.resolve(".git"), "src/Main.java"));
    }

    /// As a variable that was never set.
    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void isNotMeantByNothing(String text) {
        assertThatThrownBy(() -> PathKeys.find(main.resolve("src"), text)).hasMessage("the path is empty");
    }

    /// Each part would be looked at, with all before it.
    @Test
    void isNoneForWhatIsLongerThanAnyPath() {
        assertThatThrownBy(() -> key("a/".repeat(2_000_000))).hasMessageContaining("4000000 characters");
        assertThat(key("a/".repeat(2_000) + "b")).isPresent();
    }

    @Test
    void isTheSameInEveryWorktree() {
        PathKeys.Place there = new PathKeys.Place(linked, main.resolve(".git"), "src/Main.java");

        assertThat(PathKeys.find(linked, "src/Main.java")).contains(there);
        assertThat(PathKeys.find(folder, linked + "/src/Main.java")).contains(there);
    }

    @Test
    void followsLinks() throws Exception {
        Files.createSymbolicLink(main.resolve("alias"), Path.of("src"));
        Files.createSymbolicLink(main.resolve("entry"), Path.of("src/Main.java"));
        Files.createSymbolicLink(folder.resolve("elsewhere"), main);

        assertThat(key("alias/Main.java")).contains("src/Main.java");
        assertThat(key("entry")).contains("src/Main.java");
        assertThat(PathKeys.find(folder.resolve("elsewhere"), "src/Main.java").map(PathKeys.Place::key))
                .contains("src/Main.java");
    }

    @Test
    void goesUpFromWhereALinkLeads() throws Exception {
        Files.createDirectories(main.resolve("deep/down"));
        Files.createSymbolicLink(main.resolve("alias"), Path.of("deep/down"));

        assertThat(key("alias/../x.txt")).as("as the system opens it").contains("deep/x.txt");
        assertThat(key("alias/../new/../x.txt")).contains("deep/x.txt");
    }

    @Test
    void followsLinksToWhatIsNotThereYet() throws Exception {
        Files.createSymbolicLink(main.resolve("alias"), Path.of("src/new.txt"));
        Files.createSymbolicLink(main.resolve("twice"), Path.of("src/../alias"));
        Files.createSymbolicLink(main.resolve("out"), folder.resolve("nowhere"));
        Files.createSymbolicLink(main.resolve("folder"), main.resolve("src/later"));

        assertThat(key("alias")).contains("src/new.txt");
        assertThat(key("twice")).contains("src/new.txt");
        assertThat(key("missing/../alias")).contains("src/new.txt");
        assertThat(key("folder/a/b.txt")).contains("src/later/a/b.txt");
        assertThat(key("out")).as("outside of the repository").isEmpty();
    }

    @Test
    void isNoneForLinksInACircle() throws Exception {
        Files.createSymbolicLink(main.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(main.resolve("two"), Path.of("one"));

        assertThatThrownBy(() -> key("one/x")).hasMessageContaining("'one/x' cannot be followed");
    }

    @Test
    void isKnownBeforeTheFileIs() {
        assertThat(key("src/new/Thing.java")).contains("src/new/Thing.java");
    }

    @Test
    void isNothingForTheRootAndNowhereOutside() {
        assertThat(key(".")).contains("");
        assertThat(PathKeys.find(folder, "loose.txt")).isEmpty();
    }

    @Test
    void belongsToTheInnermostRepository() throws Exception {
        Path inner = main.resolve("vendor/inner");
        Files.createDirectories(inner.resolve(".git"));

        assertThat(PathKeys.find(main, "vendor/inner/a.c"))
                .contains(new PathKeys.Place(inner, inner.resolve(".git"), "a.c"));
    }

    @Test
    void isTheSameInEveryWorktreeOfASubmodule() throws Exception {
        git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", main.toString(), "sub");
        git("-C", "sub", "worktree", "add", "-q", folder.resolve("of-sub").toString());
        Path common = main.resolve(".git/modules/sub");

        assertThat(PathKeys.find(main.resolve("sub"), "a.c"))
                .contains(new PathKeys.Place(main.resolve("sub"), common, "a.c"));
        assertThat(PathKeys.find(folder.resolve("of-sub"), "a.c"))
                .contains(new PathKeys.Place(folder.resolve("of-sub"), common, "a.c"));
    }

    private Optional<String> key(String text) {
        return PathKeys.find(main, text).map(PathKeys.Place::key);
    }

    private void git(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        assertThat(new ProcessExecutor(command)
                        .directory(main.toFile())
                        .environment("HOME", folder.toString())
                        .timeout(60, TimeUnit.SECONDS)
                        .execute()
                        .getExitValue())
                .isZero();
    }
}
