package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.worktrees.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a `destroy` or `undo` that could not be finished.
class HalfDoneTest {

    /// No process starts in a boot of that name.
    private static final String DEAD = new ProcessIdentity(1, 1, "an-earlier-boot").toString();

    @AutoClose
    private final World world;

    HalfDoneTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void init() {
        world.init();
    }

    @Test
    void canBeDestroyedAgainAfterAnUnexpectedFailure() {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        try (Supervisor broken = failingAt("remove", When.BEFORE)) {
            assertThatThrownBy(() -> broken.sessions().destroy(world.ref(ISSUE)))
                    .isInstanceOf(UncheckedIOException.class);
        }

        assertThat(session().status()).isEqualTo(SessionStatus.IDLE);
        assertThat(session().statusReason()).doesNotContain("being ended");
        assertThat(world.supervisor().sessions().destroy(world.ref(ISSUE)).preservedRef())
                .isPresent();
        assertThat(Path.of(report.worktree())).doesNotExist();
    }

    @Test
    void goesOnWithAnEndingThatFailedOnceTheWorktreeWasGoneAndForgetsNothingThatWasSaved() {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        try (Supervisor broken = failingAt("remove", When.AFTER)) {
            assertThatThrownBy(() -> broken.sessions().destroy(world.ref(ISSUE)))
                    .isInstanceOf(UncheckedIOException.class);
        }
        assertThat(session().statusReason()).startsWith("it is being ended");

        assertThat(world.supervisor().sessions().destroy(world.ref(ISSUE)).preservedRef())
                .isPresent();
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void isEndedAgainWhenItCannotBeBroughtBackForAnUnexpectedReason() {
        world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        try (Supervisor broken = failingAt("restore", When.BEFORE)) {
            assertThatThrownBy(() -> broken.sessions().undo(world.ref(ISSUE))).isInstanceOf(UncheckedIOException.class);
        }

        assertThat(session().status()).isEqualTo(SessionStatus.ENDED);
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
    }

    @Test
    void endsAForsakenRevivalEvenWhenItsRepositoryIsNotThere() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.change("UPDATE worktrees SET state = 'CREATING', removed_at = NULL");
        world.change("UPDATE sessions SET ended_at = NULL, end_reason = NULL, operation = 'REVIVING', operation_owner"
                + " = '" + DEAD + "' WHERE kind = 'ISSUE'");
        Path aside = world.folder.resolve("aside");
        Files.move(world.repository, aside);

        world.reopen();

        Files.move(aside, world.repository);
        assertThat(session().statusReason()).startsWith("could not be brought back");
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void doesNotSayThatSomebodyDestroyedWhatWasPruned() {
        world.start(ISSUE, "say hello");
        begunByTheDead();

        world.reopen();

        assertThat(session().statusReason()).startsWith("ended by the command after the one that began it");
    }

    @Test
    void takesOverAnEndingWhoseOwnerIsDead() {
        world.start(ISSUE, "say hello");
        begunByTheDead();

        assertThat(session().statusReason()).startsWith("it is being ended; ");
        world.supervisor().sessions().destroy(world.ref(ISSUE));

        assertThat(session().statusReason()).startsWith("destroyed");
    }

    private void begunByTheDead() {
        world.change("UPDATE sessions SET operation = 'ENDING', operation_owner = '" + DEAD + "' WHERE kind = 'ISSUE'");
    }

    private SessionView session() {
        return world.list(Scope.ALL).getFirst();
    }

    private enum When {
        BEFORE,
        AFTER
    }

    private Supervisor failingAt(String call, When when) {
        KugetsuHome home = new KugetsuHome(world.home);
        Leaves leaves = Leaves.of(home, world.environment);
        Worktrees failing = (Worktrees) Proxy.newProxyInstance(
                Worktrees.class.getClassLoader(), new Class<?>[] {Worktrees.class}, (proxy, method, arguments) -> {
                    boolean fails = method.getName().equals(call);
                    if (fails && when == When.BEFORE) {
                        throw new UncheckedIOException(new IOException("the disk is gone"));
                    }
                    try {
                        Object result = method.invoke(leaves.worktrees(), arguments);
                        if (fails) {
                            throw new UncheckedIOException(new IOException("the disk is gone"));
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return LocalHost.open(
                home,
                world.environment,
                new Leaves(failing, leaves.harnesses(), leaves.commands(), leaves.processes()));
    }
}
