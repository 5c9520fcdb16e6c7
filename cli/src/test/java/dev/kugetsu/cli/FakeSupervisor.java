package dev.kugetsu.cli;

import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.Changes;
import dev.kugetsu.supervisor.Configuration;
import dev.kugetsu.supervisor.Explanation;
import dev.kugetsu.supervisor.Housekeeping;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Messages;
import dev.kugetsu.supervisor.Messages.Receipt;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnQueue;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.HookFiles;
import dev.kugetsu.supervisor.coordination.Hooks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A supervisor that notes what it is asked and answers what it was told to answer.
class FakeSupervisor implements Supervisor, Bases, Sessions, Turns, TurnQueue, Housekeeping, Configuration, Audit {

    final FakeCoordination coordination = new FakeCoordination();

    /// Every request, in order, as the value that came in.
    final List<Object> requests = new ArrayList<>();

    final List<TurnProgress> progress = new ArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();

    /// Of the configuration file.
    Optional<KugetsuException> fault = Optional.empty();
    TurnReport report = Samples.report();
    Optional<TurnReport> stopped = Optional.of(Samples.report());
    List<SessionView> sessions = List.of();
    PrunePlan plan = new PrunePlan(List.of());
    PruneReport pruned = new PruneReport(List.of(), List.of());
    QueueView queue = new QueueView(Optional.empty(), true, 1, 3, List.of(), List.of());
    List<QueuedTurn> cancelled = List.of();
    List<Finding> findings = List.of();
    List<Difference> differences = List.of();
    Repair repair = new Repair(List.of(), List.of(), List.of());
    TrustView trust = new TrustView(
            "app", "1a2b3c4", "sha256:1", "setup = \"make deps\"\n", false, List.of("setup.command = make deps"));
    UndoReport undone = Samples.undo(Optional.empty(), false);
    Path folder = Path.of("/nowhere");
    Receipt receipt = new Receipt(
            Receipt.Verdict.DELIVERED,
            "s-4k7m2xqd",
            Optional.of("t-9f3hw0ab"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    KillReport.Effect killed = KillReport.Effect.ENDED;
    final FakeProjects registry = new FakeProjects(this::note);
    boolean isClosed;

    @Override
    public Bases bases() {
        return this;
    }

    @Override
    public Sessions sessions() {
        return this;
    }

    @Override
    public Turns turns() {
        return this;
    }

    @Override
    public TurnQueue queue() {
        return this;
    }

    @Override
    public Housekeeping housekeeping() {
        return this;
    }

    @Override
    public Configuration configuration() {
        return this;
    }

    @Override
    public Audit audit() {
        return this;
    }

    @Override
    public Changes changes() {
        throw new AssertionError("no command reads them");
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public TurnReport start(StartRequest request, TurnObserver observer) {
        return turn(request, observer);
    }

    @Override
    public TurnReport spawn(SpawnRequest request, TurnObserver observer) {
        return turn(request, observer);
    }

    @Override
    public TurnReport continueSession(ContinueRequest request, TurnObserver observer) {
        return turn(request, observer);
    }

    @Override
    public TurnReport initHeadless(InitRequest request, String prompt, TurnObserver observer) {
        requests.add(prompt);
        return turn(request, observer);
    }

    @Override
    public TurnReport queueInit(InitRequest request, String prompt, TurnObserver observer) {
        return initHeadless(request, prompt, observer);
    }

    private TurnReport turn(Object request, TurnObserver observer) {
        note(request);
        progress.forEach(observer::progressed);
        return report;
    }

    @Override
    public Optional<TurnReport> stop(SessionRef ref, Urgency urgency) {
        note(ref);
        note(urgency);
        return stopped;
    }

    @Override
    public void replay(SessionRef ref, Until until, Consumer<TurnProgress> observer) {
        note(ref);
        note(until);
        progress.forEach(observer);
    }

    @Override
    public Path folder(SessionRef ref) {
        note(ref);
        return folder;
    }

    @Override
    public InteractiveInit beginInteractive(InitRequest request) {
        note(request);
        throw new UnsupportedOperationException("a test with a terminal has its own supervisor");
    }

    @Override
    public BaseView finishInteractive(InteractiveInit init, int exitCode) {
        note(init);
        return Samples.base();
    }

    @Override
    public List<BaseView> listLive(Path directory) {
        note(directory);
        return List.of(Samples.base());
    }

    @Override
    public BaseView destroy(Path directory, Optional<String> harness) {
        note("destroy base " + directory + " " + harness);
        return Samples.base();
    }

    @Override
    public BaseView get(Path directory, Optional<String> harness) {
        note("get base " + directory + " " + harness);
        return Samples.base();
    }

    @Override
    public List<SessionView> list(Filter filter) {
        note(filter);
        return sessions;
    }

    @Override
    public SessionDetail get(SessionRef ref) {
        note("get " + ref);
        return Samples.detail();
    }

    @Override
    public Explanation explain(SessionRef ref) {
        note("explain " + ref);
        return Samples.explanation();
    }

    @Override
    public DestroyReport destroy(SessionRef ref) {
        note("destroy " + ref);
        return new DestroyReport(
                "s-4k7m2xqd",
                Optional.of("github.com/acme/app#42"),
                Optional.empty(),
                Optional.of("refs/kugetsu/preserved/s-4k7m2xqd/1"),
                Optional.of("kugetsu/acme-app-42"),
                List.of());
    }

    @Override
    public UndoReport undo(SessionRef ref) {
        note("undo " + ref);
        return undone;
    }

    @Override
    public QueueView list() {
        note("list queue");
        return queue;
    }

    @Override
    public List<QueuedTurn> cancel(SessionRef ref) {
        note("cancel " + ref);
        return cancelled;
    }

    @Override
    public void pause(String reason) {
        note("pause " + reason);
    }

    @Override
    public boolean resume() {
        note("resume");
        return queue.pause().isPresent();
    }

    @Override
    public KillReport kill(SessionRef ref) {
        note("kill " + ref + " of " + ref.project());
        return new KillReport(
                "s-4k7m2xqd",
                Optional.of("github.com/acme/app#42"),
                Optional.empty(),
                killed,
                Optional.of("/home/jo/.kugetsu/worktrees/app/s-4k7m2xqd"),
                Optional.of("kugetsu/acme-app-42"));
    }

    @Override
    public SessionView rename(SessionRef ref, SessionName name) {
        note("rename " + ref + " of " + ref.project() + " to " + name);
        return Samples.session(SessionStatus.IDLE, "turn 1 succeeded 2m ago");
    }

    @Override
    public PrunePlan planCleanup(Optional<ProjectId> project) {
        note("plan cleanup of " + project);
        return plan;
    }

    @Override
    public PruneReport cleanup(PrunePlan wanted) {
        note(wanted);
        return pruned;
    }

    @Override
    public Messages messages() {
        return request -> {
            note(request);
            return receipt;
        };
    }

    @Override
    public HookFiles hookFiles() {
        return new FakeHookFiles(requests);
    }

    @Override
    public Hooks hooks() {
        throw new UnsupportedOperationException("hooks are tested with a real supervisor");
    }

    @Override
    public Coordination coordination() {
        return coordination;
    }

    @Override
    public ProjectRegistry projects() {
        return registry;
    }

    @Override
    public PrunePlan planPrune() {
        note("plan");
        return plan;
    }

    @Override
    public PruneReport prune(PrunePlan wanted) {
        note(wanted);
        return pruned;
    }

    @Override
    public List<Finding> diagnose(Path directory) {
        note(directory);
        return findings;
    }

    @Override
    public List<Difference> examine() {
        note("audit");
        return differences;
    }

    @Override
    public Repair fix(List<Difference> found) {
        note(found);
        return repair;
    }

    @Override
    public List<SettingView> list(Path directory) {
        note(directory);
        return List.of(new SettingView("harness", "opencode", "environment KUGETSU_HARNESS"));
    }

    @Override
    public TrustView examine(Path directory) {
        note("examine");
        return trust;
    }

    @Override
    public TrustView trust(Path directory, String digest) {
        note("trust " + digest);
        return trust;
    }

    @Override
    public void distrust(Path directory) {
        note("distrust");
    }

    private void note(Object request) {
        requests.add(request);
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }
}
