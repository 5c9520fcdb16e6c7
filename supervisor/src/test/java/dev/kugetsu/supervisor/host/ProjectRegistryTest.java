package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static dev.kugetsu.supervisor.host.World.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.Configuration;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry;
import dev.kugetsu.supervisor.ProjectRegistry.AddRequest;
import dev.kugetsu.supervisor.ProjectRegistry.ProjectView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRegistryTest {

    @AutoClose
    private final World world;

    ProjectRegistryTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @Test
    void addsARepositoryUnderAnIdAndAName() {
        ProjectView added = projects()
                .add(new AddRequest(world.repository, Optional.of(new ProjectId("my-app")), Optional.of("My app")));

        assertThat(added.projectId()).isEqualTo("my-app");
        assertThat(added.name()).isEqualTo("My app");
        assertThat(added.directory()).isEqualTo(world.repository.toString());
        assertThat(added.remote()).contains("github.com/acme/app");
        assertThat(projects().list()).containsExactly(added);
        assertThat(projects().get(new ProjectId("my-app"))).isEqualTo(added);
    }

    @Test
    void isCalledLikeItsFolderWhenNothingElseIsSaid() {
        assertThat(add().projectId()).isEqualTo("app");
    }

    @Test
    void isNotMadeByALookAtWhatCouldBeTrusted() throws Exception {
        Files.writeString(world.repository.resolve(".kugetsu.toml"), "setup.command = \"make deps\"\n");
        world.git("add", ".kugetsu.toml");
        world.git("commit", "-q", "-m", "configure");

        Configuration.TrustView shown = world.supervisor().configuration().examine(world.repository);

        assertThat(shown.project()).isEqualTo("app");
        assertThat(projects().list()).isEmpty();
        world.supervisor().configuration().trust(world.repository, shown.digest());
        assertThat(projects().list()).extracting(ProjectView::projectId).containsExactly("app");
        assertThat(world.supervisor().configuration().examine(world.repository).isTrusted())
                .isTrue();
    }

    @Test
    void refusesWhatIsRegistered() throws Exception {
        add();
        Path other = Files.createDirectories(world.folder.resolve("other"));
        world.gitIn(other, "init", "-q");

        refused(KugetsuException.Kind.CONFLICT, this::add, "is project 'app' already");
        refused(
                KugetsuException.Kind.CONFLICT,
                () -> projects().add(new AddRequest(other, Optional.of(PROJECT), Optional.empty())),
                "another repository is, or was, project 'app'");
        refused(
                KugetsuException.Kind.INVALID_INPUT,
                () -> projects().add(new AddRequest(other, Optional.of(new ProjectId("../x")), Optional.empty())),
                "no id for a project");
        refused(
                KugetsuException.Kind.UNAVAILABLE,
                () -> projects().add(new AddRequest(world.folder, Optional.empty(), Optional.empty())),
                "repository");
    }

    @Test
    void removesSessionsAndWorktreesFirstAndComesBackWithThem() throws Exception {
        world.init();
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        String spawned = world.spawn("tidy-up", "say hi").sessionId();

        var report = projects().remove(PROJECT);

        assertThat(report.ended()).hasSize(2).contains(spawned);
        assertThat(report.cleared()).hasSize(2);
        assertThat(worktree).doesNotExist();
        assertThat(world.list(Scope.LIVE)).isEmpty();
        assertThat(projects().list()).isEmpty();
        refused(KugetsuException.Kind.NOT_FOUND, () -> projects().get(PROJECT), "was removed");
        refused(KugetsuException.Kind.UNAVAILABLE, () -> world.start("#43", "say hi"), "no registered project");
        refused(KugetsuException.Kind.NOT_FOUND, () -> world.spawn("again", "say hi"), "was removed");
        refused(
                KugetsuException.Kind.NOT_FOUND,
                () -> world.supervisor().sessions().undo(world.ref(spawned)),
                "project add");

        ProjectView again = add();

        assertThat(again.projectId()).isEqualTo("app");
        assertThat(again.bases()).containsExactly("scripted");
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
        assertThat(worktree.resolve("a.txt")).hasContent("one");
    }

    /// What is done for it would be done to somebody else's repository.
    @Test
    void isNotTheRepositoryThatItsEmptyFolderLiesIn() throws Exception {
        ProjectId id = new ProjectId(add().projectId());
        Path around = Objects.requireNonNull(world.repository.getParent());
        Files.move(world.repository, around.resolve("elsewhere"));
        Files.createDirectory(world.repository);
        world.gitIn(around, "init", "-q");
        world.gitIn(
                around, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "begin");

        refused(
                KugetsuException.Kind.UNAVAILABLE,
                () -> world.perform(
                        ReservationVerbs.RESERVE,
                        new ReserveBranch(
                                "topic", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        world.caller("ann-1").of(Optional.of(id))),
                "is gone from " + world.repository);
        assertThat(world.gitIn(around, "branch", "--list", "topic")).isEmpty();
        Files.delete(world.repository);
        Files.move(around.resolve("elsewhere"), world.repository);
    }

    @Test
    void staysWhenSomethingOfItHasToStay() throws Exception {
        world.init();
        Path worktree = Path.of(world.start(ISSUE, "say hi").worktree());
        world.gitIn(worktree, "init", "-q", "inner");
        world.gitIn(worktree.resolve("inner"), "commit", "-q", "--allow-empty", "-m", "inner");

        refused(KugetsuException.Kind.FAILED, () -> projects().remove(PROJECT), "project 'app' stays");

        assertThat(projects().list())
                .singleElement()
                .satisfies(view -> assertThat(view.liveSessions()).isZero());
        assertThat(worktree).exists();
    }

    @Test
    void comesBackByAnInitToo() {
        add();
        projects().remove(PROJECT);

        world.init();

        assertThat(projects().list())
                .singleElement()
                .satisfies(view -> assertThat(view.bases()).containsExactly("scripted"));
    }

    @Test
    void keepsItsIdBecauseItsRecordsAreUnderIt() {
        add();
        projects().remove(PROJECT);

        refused(
                KugetsuException.Kind.CONFLICT,
                () -> projects()
                        .add(new AddRequest(world.repository, Optional.of(new ProjectId("new")), Optional.empty())),
                "was project 'app' until it was removed");
    }

    private ProjectView add() {
        return projects().add(new AddRequest(world.repository, Optional.empty(), Optional.empty()));
    }

    private ProjectRegistry projects() {
        return world.supervisor().projects();
    }

    private static void refused(KugetsuException.Kind kind, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.getMessage() + e.next()).contains(message);
        });
    }
}
