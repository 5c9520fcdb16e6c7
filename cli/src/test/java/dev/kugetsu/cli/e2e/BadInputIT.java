package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.kugetsu.cli.e2e.Stage.Result;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/// Whatever is wrong ends with a clear error that names the next step, with the right exit code, and loses
/// nothing.
class BadInputIT {

    private Stage stage;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        stage = Stage.withRepository(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void refusesWhatIsNoIssueOrNoMessage() {
        init();

        for (String ref : new String[] {"nonsense", "github.com/acme#1", "#0"}) {
            stage.run("start", ref, "say hi", "--json").assertRefused(2, "invalid_input", ref);
        }
        stage.run("start", "#1", "", "--json").assertRefused(2, "invalid_input", "message is empty");
        stage.run("start", "#1", "-", "--json").assertRefused(2, "invalid_input", "message is empty");
        stage.run("start", "#1", "--json").assertRefused(2, "invalid_input", "<message>");
        assertThat(stage.list()).isEmpty();
    }

    @Test
    void takesAMessageOfAMebibyte() {
        init();
        String prose = "0123456789 abcd\n".repeat(1 << 16);

        Result result = stage.spawnIn(stage.repository, Map.of(), prose, "start", "#1", "-", "--json")
                .await();

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void doesNotKnowIssuesThatWereNeverStarted() {
        init();

        stage.run("continue", "#77", "say hi", "--json").assertRefused(4, "not_found", "app#77");
        stage.run("show", "s-nothing", "--json").assertRefused(4, "not_found", "s-nothing");
        stage.run("stop", "#77", "--json").assertRefused(4, "not_found", "app#77");
        stage.run("destroy", "#77", "-y", "--json").assertRefused(4, "not_found", "app#77");
        stage.run("undo", "#77", "--json").assertRefused(4, "not_found", "app#77");
        stage.run("start", "#77", "say hi", "--base", "no-such-revision", "--json")
                .assertRefused(4, "not_found", "no-such-revision");
    }

    @Test
    void needsABaseAndARepositoryWithACommitAndAWorkingTree() throws Exception {
        Result unregistered = stage.run("start", "#1", "say hi", "--json");
        unregistered.assertRefused(5, "unavailable", "github.com/acme/app");
        assertThat(unregistered.err()).contains("kugetsu init");
        init();
        stage.run("start", "#1", "say hi", "--harness", "opencode", "--json")
                .assertRefused(5, "unavailable", "base session", "opencode");

        Path nowhere = Files.createDirectories(stage.root.resolve("nowhere"));
        Path bare = stage.root.resolve("bare");
        Path empty = stage.root.resolve("empty");
        stage.git("init", "-q", "--bare", bare.toString());
        stage.git("init", "-q", empty.toString());
        assertUnavailableIn(nowhere, "repository");
        assertUnavailableIn(bare, "bare");
        assertUnavailableIn(empty, "commit");
        assertThat(stage.git("branch", "--list", "kugetsu/*")).isEmpty();
    }

    @Test
    void refusesWhatSomebodyElseHolds() throws Exception {
        init();
        stage.run("init", "--headless", "--json").assertRefused(3, "conflict", "has a base session");
        Path gate = stage.root.resolve("gate");
        Running running = stage.spawn("start", "#1", "run until test -e " + gate + "; do sleep 0.1; done", "--json");
        await().atMost(Duration.ofSeconds(60)).until(() -> running.err().contains("agent"));

        stage.run("continue", "#1", "say me too", "--json").assertRefused(3, "conflict", "app#1");
        stage.run("start", "#1", "say me too", "--json").assertRefused(3, "conflict", "app#1");

        Files.createFile(gate);
        assertThat(running.await().exitCode()).isZero();
        stage.run("start", "#1", "say me too", "--json").assertRefused(3, "conflict", "app#1");
        stage.succeed("start", "#2", "say another");
        stage.run("show", "s-", "--json")
                .assertRefused(
                        2,
                        "invalid_input",
                        "ambiguous",
                        stage.listed("#1").path("session_id").asText(),
                        stage.listed("#2").path("session_id").asText());
    }

    @Test
    void takesTheNextBranchWhenTheTemplatesIsCheckedOutElsewhere() {
        init();
        Path elsewhere = stage.root.resolve("elsewhere");
        stage.git("worktree", "add", "-q", "-b", "kugetsu/acme-app-1", elsewhere.toString());

        String branch = stage.succeed("start", "#1", "write a.txt x\ncommit x", "--json")
                .json()
                .path("branch")
                .asText();

        assertThat(branch).isNotEqualTo("kugetsu/acme-app-1").startsWith("kugetsu/acme-app-1");
        assertThat(elsewhere.resolve("a.txt")).doesNotExist();
    }

    @Test
    void saysThatTheHomeCannotBeUsed() throws Exception {
        Path file = Files.writeString(stage.root.resolve("file"), "in the way");
        Path locked = Files.createDirectories(stage.root.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));

        for (String home : new String[] {file + "/home", file.toString(), "/proc/kugetsu-home"}) {
            listIn(home).assertRefused(5, "unavailable", home);
        }
        if (!Files.isWritable(locked)) {
            listIn(locked + "/home").assertRefused(5, "unavailable", locked.toString());
        }
        assertThat(file).hasContent("in the way");
    }

    @Test
    void leavesADatabaseAloneThatItCannotRead() throws Exception {
        init();
        stage.breaksItsHome();
        Path database = stage.home.resolve("kugetsu.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 9999");
        }

        stage.run("list", "--json").assertRefused(5, "unavailable", "9999", "newer");

        byte[] noise = new byte[65_536];
        new Random(1).nextBytes(noise);
        Files.write(database, noise);
        stage.run("list", "--json").assertRefused(5, "unavailable", database.toString(), "damaged");
        assertThat(database).hasBinaryContent(noise);
    }

    @Test
    void saysThatAHarnessIsMissingUnknownOrUntested() throws Exception {
        Path fake = Files.writeString(
                stage.root.resolve("fake"), "#!/bin/sh\n[ \"$1\" = --version ] && echo 9.9.9 && exit\nexit 1\n");
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> missing = Map.of("KUGETSU_HARNESS", "opencode", "PATH", "/usr/bin:/bin");
        Map<String, String> untested = Map.of("KUGETSU_HARNESSES_OPENCODE_PROGRAM", fake.toString());

        stage.spawnIn(stage.repository, missing, "", "init", "--headless", "--json")
                .await()
                .assertRefused(5, "unavailable", "opencode");
        Result unknown = stage.run("init", "--headless", "--harness", "no-such-agent", "--json");
        assertThat(unknown.exitCode()).as(unknown.toString()).isIn(2, 5);
        assertThat(unknown.err()).contains("no-such-agent", "next:  ");
        Result warned = stage.spawnIn(
                        stage.repository,
                        untested,
                        "",
                        "init",
                        "--headless",
                        "--harness",
                        "opencode",
                        "--model",
                        "a/b",
                        "--json")
                .await();
        assertThat(warned.exitCode()).as(warned.toString()).isIn(1, 5);
        assertThat(warned.err()).contains("9.9.9 is not a version that kugetsu is tested with");
    }

    @Test
    void bringsAWorktreeBackThatWasDeletedByHand() throws Exception {
        init();
        Path worktree = Path.of(stage.succeed("start", "#1", "write a.txt one\ncommit one", "--json")
                .json()
                .path("worktree")
                .asText());
        String session = stage.listed("#1").path("session_id").asText();
        assertThat(run("rm", "-r", worktree.toString())).isZero();

        stage.run("continue", "#1", "say hi", "--json").assertRefused(5, "unavailable", worktree.toString());
        assertThat(stage.succeed("prune", "--dry-run", "--json").out()).contains(session, "worktree is gone");
        stage.succeed("destroy", "#1", "-y");
        stage.succeed("undo", "#1");

        assertThat(worktree.resolve("a.txt")).hasContent("one");
        stage.succeed("continue", "#1", "say hi");
    }

    @Test
    void leavesNothingOfAStartThatFindsTheDiskFull() throws Exception {
        byte[] incompressible = new byte[20_000_000];
        new Random(7).nextBytes(incompressible);
        Files.write(stage.repository.resolve("large"), incompressible);
        stage.git("add", ".");
        stage.git("commit", "-q", "-m", "Large");
        Files.createDirectories(stage.home);
        if (run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", stage.home.toString()) != 0) {
            abort("SKIPPED: a full disk is not tested, because no tmpfs may be mounted here");
        }
        try {
            init();

            stage.run("start", "#1", "say hi", "--json").assertRefused(5, "unavailable", "full");

            assertThat(stage.list()).isEmpty();
            assertThat(stage.git("worktree", "list").lines()).hasSize(1);
            assertThat(stage.git("branch", "--list", "kugetsu/*")).isEmpty();
            try (var left = Files.walk(stage.home.resolve("worktrees"))) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        } finally {
            run("umount", "--lazy", stage.home.toString());
        }
    }

    @Test
    void goesOnAfterTheDiskWasFullInMidTurn() throws Exception {
        Files.createDirectories(stage.home);
        if (run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", stage.home.toString()) != 0) {
            abort("SKIPPED: a full disk is not tested, because no tmpfs may be mounted here");
        }
        Path first = stage.root.resolve("first");
        Path second = stage.root.resolve("second");
        String wait = "run until test -e %s; do sleep 0.1; done\n";
        try {
            init();
            Running running = stage.spawn(
                    "start",
                    "#1",
                    "say one\n" + wait.formatted(first) + "say two\n" + wait.formatted(second) + "say three");
            await().atMost(Stage.PATIENCE).until(() -> running.out().contains("one"));

            Path filler = stage.home.resolve("filler");
            assertThat(run("sh", "-c", "cat /dev/zero >" + filler + " 2>/dev/null"))
                    .isNotZero();
            Files.createFile(first);
            await().atMost(Stage.PATIENCE).until(() -> running.err().contains("cannot be stored now"));
            assertThat(running.err()).contains("the agent works on", "the disk is full", "make room");
            Files.delete(filler);
            Files.createFile(second);

            assertThat(running.await().exitCode()).as(running.err()).isZero();
            assertThat(stage.succeed("logs", "#1").out()).isEqualTo("one\ntwo\nthree\n");
        } finally {
            run("umount", "--lazy", stage.home.toString());
        }
    }

    @Test
    void endsAnAgentOnAFullDisk() throws Exception {
        Files.createDirectories(stage.home);
        if (run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", stage.home.toString()) != 0) {
            abort("SKIPPED: a full disk is not tested, because no tmpfs may be mounted here");
        }
        try {
            init();
            Running first = stage.spawn("start", "#1", "say one\nhang");
            Running second = stage.spawn("start", "#2", "say two\nhang");
            await().atMost(Stage.PATIENCE)
                    .until(() -> first.out().contains("one") && second.out().contains("two"));
            Path filler = stage.home.resolve("filler");
            assertThat(run("sh", "-c", "cat /dev/zero >" + filler + " 2>/dev/null"))
                    .isNotZero();

            // With what was put aside for this day.
            stage.succeed("stop", "#1");
            assertThat(outcome("#1")).isEqualTo("stopped");

            assertThat(run("sh", "-c", "cat /dev/zero >>" + filler + " 2>/dev/null"))
                    .isNotZero();
            second.signal("INT");
            assertThat(second.await().err()).contains("is ended, but that is not recorded", "make room");
            Files.delete(filler);
            assertThat(outcome("#2")).isIn("stopped", "failed");
            stage.succeed("audit");
        } finally {
            run("umount", "--lazy", stage.home.toString());
        }
    }

    private String outcome(String issue) {
        return stage.listed(issue).path("last_turn").path("outcome").asText();
    }

    private void init() {
        stage.succeed("init", "--headless", "--message", "say I know this repository");
    }

    private Result listIn(String home) {
        return stage.spawnIn(stage.repository, Map.of("KUGETSU_HOME", home), "", "list", "--json")
                .await();
    }

    private void assertUnavailableIn(Path directory, String word) {
        stage.spawnIn(directory, Map.of(), "", "init", "--headless", "--message", "say hi", "--json")
                .await()
                .assertRefused(5, "unavailable", word, directory.toString());
    }

    private static int run(String... command) throws Exception {
        return new ProcessExecutor(command).execute().getExitValue();
    }
}
