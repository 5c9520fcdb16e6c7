package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.zeroturnaround.exec.ProcessExecutor;

/// A home, a repository with a remote that nobody asks, and a supervisor over both. A test gets one of its own
/// by `@AutoClose private final World world` and a constructor that makes it in a `@TempDir`: closed last, with
/// an audit.
final class World implements AutoCloseable {

    static final String ISSUE = "github.com/acme/app#42";
    static final ProjectId PROJECT = new ProjectId("app");

    /// Where everything lies; there is room for more.
    final Path folder;

    final Path home;
    final Path repository;
    final Map<String, String> environment = new HashMap<>();
    final List<TurnProgress> progress = new CopyOnWriteArrayList<>();
    private final Set<Difference.Kind> allowed = EnumSet.noneOf(Difference.Kind.class);
    private Supervisor supervisor;

    World(Path folder) throws Exception {
        this(folder, folder.resolve("home"), folder.resolve("app"));
        Files.createDirectories(repository);
        git("init", "-q", "-b", "main");
        git("remote", "add", "origin", "https://github.com/acme/app.git");
        Files.writeString(repository.resolve("README.md"), "hello\n");
        git("add", "README.md");
        git("commit", "-q", "-m", "start");
    }

    private World(Path folder, Path home, Path repository) {
        this.folder = folder;
        this.home = home;
        this.repository = repository;
        environment.put("KUGETSU_HOME", home.toString());
        environment.put("KUGETSU_HARNESS", "scripted");
        environment.put("HOME", home.resolveSibling("user").toString());
        supervisor = LocalHost.open(environment);
    }

    /// However little room this machine has just now, turns may begin.
    void ignoreTheMachine() {
        environment.put("KUGETSU_LIMITS_MIN_FREE_DISK", "1MiB");
        environment.put("KUGETSU_LIMITS_MIN_FREE_MEMORY", "1MiB");
        environment.put("KUGETSU_LIMITS_MAX_MEMORY_PRESSURE", "100");
    }

    /// Another home for the same repository.
    static World sharing(World world, Path home) {
        return new World(world.folder, home, world.repository);
    }

    Supervisor supervisor() {
        return supervisor;
    }

    /// As the next command would.
    Supervisor reopen() {
        supervisor.close();
        supervisor = LocalHost.open(environment);
        return supervisor;
    }

    /// Hands turns to the queue from now on; nobody serves it yet.
    Dispatcher handOver() {
        supervisor.close();
        KugetsuHome kugetsu = new KugetsuHome(home);
        HomeAssembly wired = LocalHost.wire(kugetsu, environment, Leaves.of(kugetsu, environment), () -> true);
        supervisor = wired.supervisor();
        return wired.dispatcher();
    }

    /// Hands turns to the queue from now on, and serves it, as a daemon would.
    Dispatcher serve() {
        Dispatcher dispatcher = handOver();
        dispatcher.start();
        return dispatcher;
    }

    TurnReport init() {
        return supervisor
                .bases()
                .initHeadless(
                        new Bases.InitRequest(
                                repository,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Bases.InitRequest.Existing.KEEP),
                        "say I know this repository",
                        progress::add);
    }

    TurnReport start(String issue, String... script) {
        return start(issue, Turns.Attendance.FOLLOW, script);
    }

    TurnReport start(String issue, Turns.Attendance attendance, String... script) {
        return supervisor
                .turns()
                .start(
                        new Turns.StartRequest(
                                issue,
                                repository,
                                String.join("\n", script),
                                Optional.empty(),
                                Optional.empty(),
                                options(attendance)),
                        progress::add);
    }

    /// A session without an issue, in the project of this repository.
    TurnReport spawn(String name, String... script) {
        return spawn(name, SessionRole.WORKER, Turns.Attendance.FOLLOW, script);
    }

    TurnReport spawn(String name, SessionRole role, Turns.Attendance attendance, String... script) {
        return supervisor
                .turns()
                .spawn(
                        new Turns.SpawnRequest(
                                PROJECT,
                                String.join("\n", script),
                                Optional.of(new SessionName(name)),
                                role,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                options(attendance)),
                        progress::add);
    }

    TurnReport continueSession(String issue, String... script) {
        return continueSession(issue, Turns.Attendance.FOLLOW, script);
    }

    TurnReport continueSession(String issue, Turns.Attendance attendance, String... script) {
        return supervisor
                .turns()
                .continueSession(
                        new Turns.ContinueRequest(ref(issue), String.join("\n", script), options(attendance)),
                        progress::add);
    }

    static Turns.TurnOptions options(Turns.Attendance attendance) {
        return new Turns.TurnOptions(
                Optional.empty(), List.of(), Optional.empty(), attendance, 0, Turns.TurnOptions.Debug.OFF);
    }

    <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return supervisor.coordination().perform(verb, request, caller, Mode.COMMIT);
    }

    /// An agent that names itself, in the repository.
    Caller caller(String session) {
        return Caller.in(repository).asSession(session);
    }

    Caller operator() {
        return Caller.in(repository).asOperator();
    }

    SessionRef ref(String text) {
        return new SessionRef(text, repository);
    }

    List<dev.kugetsu.supervisor.SessionView> list(Sessions.Filter.Scope scope) {
        return supervisor.sessions().list(new Sessions.Filter(scope, Optional.empty(), Optional.empty()));
    }

    String git(String... arguments) throws Exception {
        return gitIn(repository, arguments);
    }

    String gitIn(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        var result = new ProcessExecutor(command)
                .directory(directory.toFile())
                .environment("HOME", home.resolveSibling("user").toString())
                .environment("GIT_CONFIG_NOSYSTEM", "1")
                .timeout(60, TimeUnit.SECONDS)
                .readOutput(true)
                .execute();
        assertThat(result.getExitValue()).as(result.outputUTF8()).isZero();
        return result.outputUTF8();
    }

    /// The answer to a query of one column.
    List<String> select(String sql) {
        return Store.open(new KugetsuHome(home))
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    /// Puts a record into a state that only an accident leaves behind.
    void change(String sql) {
        Store.open(new KugetsuHome(home)).write(handle -> handle.execute(sql));
    }

    /// Nothing may be left in the repository but what is expected.
    List<String> worktrees() throws Exception {
        return git("worktree", "list", "--porcelain")
                .lines()
                .filter(line -> line.startsWith("worktree "))
                .map(line -> line.substring("worktree ".length()))
                .toList();
    }

    List<String> branches() throws Exception {
        return git("branch", "--format=%(refname:short)").lines().toList();
    }

    /// What this test makes a mess of on purpose, so that records and the world need not agree at its end.
    void allow(Difference.Kind... kinds) {
        allowed.addAll(List.of(kinds));
    }

    List<Difference> audit() {
        return supervisor.audit().examine();
    }

    /// Fails when records and the world do not agree, as the next command sees them.
    @Override
    public void close() throws IOException {
        supervisor.close();
        try (Supervisor next = LocalHost.open(environment)) {
            assertThat(next.audit().examine())
                    .as("what the audit finds at the end of the test")
                    .filteredOn(difference -> !allowed.contains(difference.kind()))
                    .isEmpty();
        }
    }
}
