package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Housekeeping;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    @AutoClose
    private final World world;

    LifecycleTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @Test
    void givesAnIssueItsOwnWorktreeAndSessionAndGoesOnLater() throws Exception {
        TurnReport base = world.init();
        assertThat(base.outcome()).contains(TurnReport.Outcome.SUCCEEDED);

        TurnReport first = world.start(ISSUE, "write fix.txt fixed", "commit fix it", "say done");

        assertThat(first.outcome()).contains(TurnReport.Outcome.SUCCEEDED);
        assertThat(first.text()).isEqualTo("done");
        assertThat(first.changes()).isEqualTo(new TurnReport.ChangesView(1, 1, 1, 0));
        assertThat(first.branch()).contains("kugetsu/acme-app-42");
        assertThat(Path.of(first.worktree()).resolve("fix.txt")).exists();
        assertThat(world.repository.resolve("fix.txt")).doesNotExist();
        assertThat(world.git("status", "--porcelain")).isEmpty();

        TurnReport second = world.continueSession(ISSUE, "recall");

        assertThat(second.harnessSessionId()).isEqualTo(first.harnessSessionId());
        assertThat(second.text()).contains("3");
        assertThat(world.list(Scope.LIVE)).singleElement().satisfies(view -> {
            assertThat(view.status()).isEqualTo(SessionStatus.IDLE);
            assertThat(view.turns()).isEqualTo(2);
        });
    }

    @Test
    void destroysAndBringsBackWhatTheWorktreeHeld() throws Exception {
        world.init();
        TurnReport first = world.start(ISSUE, "write a.txt one", "commit one", "write b.txt two");
        Path worktree = Path.of(first.worktree());

        var destroyed = world.supervisor().sessions().destroy(world.ref(ISSUE));

        assertThat(destroyed.preservedRef()).isPresent();
        assertThat(destroyed.branch()).contains("kugetsu/acme-app-42");
        assertThat(worktree).doesNotExist();
        assertThat(world.worktrees()).hasSize(1);
        assertThat(world.list(Scope.LIVE)).isEmpty();

        var undone = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(undone.worktree()).isEqualTo(worktree.toString());
        assertThat(worktree.resolve("b.txt")).exists();
        assertThat(world.gitIn(worktree, "status", "--porcelain")).isEqualTo("?? b.txt\n");
        assertThat(world.continueSession(ISSUE, "say back again").text()).isEqualTo("back again");
    }

    @Test
    void bringsBackOnlyWhatTheLastDestroyHasSaved() throws Exception {
        world.init();
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.supervisor().sessions().undo(world.ref(ISSUE));
        world.gitIn(worktree, "add", "a.txt");
        world.gitIn(worktree, "commit", "-q", "-m", "keep it");

        var destroyed = world.supervisor().sessions().destroy(world.ref(ISSUE));
        var undone = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(destroyed.preservedRef()).isEmpty();
        assertThat(undone.preservedRef()).isEmpty();
        assertThat(worktree.resolve("a.txt")).exists();
        assertThat(world.gitIn(worktree, "status", "--porcelain")).isEmpty();
    }

    @Test
    void doesNotBringBackWhatWasDiscardedSince() throws Exception {
        world.init();
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.supervisor().sessions().undo(world.ref(ISSUE));
        Files.delete(worktree.resolve("a.txt"));

        world.supervisor().sessions().destroy(world.ref(ISSUE));
        var undone = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(undone.preservedRef()).isEmpty();
        assertThat(worktree.resolve("a.txt")).doesNotExist();
    }

    @Test
    void refusesASecondSessionForTheSameIssue() {
        world.init();
        world.start(ISSUE, "say one");

        assertThatThrownBy(() -> world.start("GitHub.com/Acme/App#42", "say two"))
                .hasMessageContaining("already worked on");
        assertThatThrownBy(() -> world.start("#42", "say two")).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT);
            assertThat(e.next()).hasValueSatisfying(next -> assertThat(next).contains("kugetsu continue"));
        });
    }

    @Test
    void needsABase() {
        assertThatThrownBy(() -> world.start(ISSUE, "say one")).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.UNAVAILABLE);
            assertThat(e.next()).hasValueSatisfying(next -> assertThat(next).contains("kugetsu init"));
        });
    }

    @Test
    void runsASetupCommandOnlyOnceTheRepositoryIsTrusted() throws Exception {
        Files.writeString(world.repository.resolve(".kugetsu.toml"), "[setup]\ncommand = \"touch made-by-setup\"\n");
        world.git("add", ".kugetsu.toml");
        world.git("commit", "-q", "-m", "configure");
        world.init();

        TurnReport untrusted = world.start("#1", "say one");
        var asked = world.supervisor().configuration().examine(world.repository);
        world.supervisor().configuration().trust(world.repository, asked.digest());
        TurnReport trusted = world.start("#2", "say two");

        assertThat(asked.asks()).containsExactly("setup.command = touch made-by-setup");
        assertThat(world.progress.toString()).contains("is not trusted").contains("SetupDone");
        assertThat(Path.of(untrusted.worktree()).resolve("made-by-setup")).doesNotExist();
        assertThat(Path.of(trusted.worktree()).resolve("made-by-setup")).exists();
    }

    @Test
    void undoesEverythingWhenTheSetupCommandFails() throws Exception {
        trustSetup("exit 7");

        assertThatThrownBy(() -> world.start(ISSUE, "say one"))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e).hasMessageContaining("`exit 7` ended with 7"));

        assertThat(world.list(Scope.LIVE)).isEmpty();
        assertThat(world.worktrees()).hasSize(1);
        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void isStoppedWhileTheSetupCommandRuns() throws Exception {
        trustSetup("sleep 300");
        var starting = CompletableFuture.supplyAsync(() -> world.start(ISSUE, "say one"));
        await().until(() -> world.progress.toString().contains("WorktreeReady"));

        world.supervisor().turns().stop(world.ref(ISSUE), Turns.Urgency.GRACEFUL);

        assertThat(starting.get(30, TimeUnit.SECONDS).outcome()).contains(TurnReport.Outcome.STOPPED);
        assertThat(world.worktrees()).hasSize(1);
        assertThat(world.list(Scope.LIVE)).isEmpty();
    }

    @Test
    void saysWhatAnUndoDoesNotBringBack() throws Exception {
        trustSetup("touch made-by-setup");
        world.start("#1", "say one");
        world.start(ISSUE, "write .gitignore *.log");
        world.supervisor().sessions().destroy(world.ref("#1"));
        world.supervisor().sessions().destroy(world.ref(ISSUE));

        var plain = world.supervisor().sessions().undo(world.ref("#1"));
        var ignoring = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(plain.setupNotRun()).contains("touch made-by-setup");
        assertThat(plain.isIgnoring()).isFalse();
        assertThat(ignoring.isIgnoring()).isTrue();
    }

    @Test
    void saysThatAWorktreeWasDeletedByHand() throws Exception {
        world.init();
        TurnReport report = world.start(ISSUE, "say hello");
        Path worktree = Path.of(report.worktree());
        Files.move(worktree, worktree.resolveSibling(".aside"));

        assertThat(world.list(Scope.LIVE).getFirst().statusReason())
                .startsWith("its worktree was deleted: `kugetsu destroy " + report.sessionId())
                .contains("turn 1 succeeded");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(worktree).exists();
        assertThat(world.list(Scope.LIVE).getFirst().statusReason()).startsWith("turn 1 succeeded");
    }

    @Test
    void findsFoldersThatBelongToNobody() throws Exception {
        world.init();
        world.start(ISSUE, "say hello");
        assertThat(strays()).isEmpty();

        Path worktree = Files.createDirectories(world.home.resolve("worktrees/app/s-stray000"));
        Path turn = Files.createDirectories(world.home.resolve("turns/t-stray000"));
        world.allow(Kind.WORKTREE_FOLDER_UNOWNED, Kind.TURN_FOLDER_UNOWNED);
        assertThat(strays()).containsExactly(worktree + ": no session has this folder, and it is empty");

        Files.setLastModifiedTime(turn, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(strays())
                .containsExactly(
                        turn + ": no turn has this folder", worktree + ": no session has this folder, and it is empty");
    }

    private List<String> strays() {
        return world.supervisor().housekeeping().diagnose(world.repository).stream()
                .map(Housekeeping.Finding::message)
                .filter(message -> message.contains(" has this folder"))
                .toList();
    }

    @Test
    void listsTheSessionsOfAProjectThatThereIs() {
        world.init();
        world.start(ISSUE, "say hello");

        assertThat(world.supervisor().sessions().list(ofProject("app"))).hasSize(1);
        assertThatThrownBy(() -> world.supervisor().sessions().list(ofProject("nosuch")))
                .isInstanceOfSatisfying(KugetsuException.class, e -> {
                    assertThat(e.kind()).isEqualTo(KugetsuException.Kind.NOT_FOUND);
                    assertThat(e).hasMessageContaining("'nosuch'").hasMessageContaining("known are app");
                });
    }

    private static Sessions.Filter ofProject(String name) {
        return new Sessions.Filter(Scope.LIVE, Optional.of(name), Optional.empty());
    }

    private void trustSetup(String command) throws Exception {
        Files.writeString(world.repository.resolve(".kugetsu.toml"), "[setup]\ncommand = \"" + command + "\"\n");
        world.git("add", ".kugetsu.toml");
        world.git("commit", "-q", "-m", "configure");
        world.init();
        var asked = world.supervisor().configuration().examine(world.repository);
        world.supervisor().configuration().trust(world.repository, asked.digest());
    }

    @Test
    void belongsToItsOwnerAlone() throws Exception {
        world.init();
        world.start(ISSUE, "say hello");

        try (var files = Files.walk(world.home)) {
            assertThat(files.filter(path -> !path.startsWith(world.home.resolve("worktrees/app")))
                            .filter(path -> !path.startsWith(world.home.resolve("harness"))))
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .endsWith("------"));
        }
    }

    @Test
    void recordsTheFailureOfAnAgentAndKeepsItsSession() throws Exception {
        world.init();

        TurnReport failed = world.start(ISSUE, "fail 401 bad key");

        assertThat(failed.outcome()).contains(TurnReport.Outcome.FAILED);
        assertThat(failed.failure())
                .hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo("authentication"));
        assertThat(Files.exists(Path.of(failed.worktree()))).isTrue();
        assertThat(world.continueSession(ISSUE, "say better").outcome()).contains(TurnReport.Outcome.SUCCEEDED);
    }
}
