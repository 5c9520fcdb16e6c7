package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The port of turns. Thread-safe.
public final class TurnService implements Turns {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Projects projects;
    private final ProjectSettings settings;
    private final BaseSessions bases;
    private final HarnessCatalog harnesses;
    private final References references;
    private final TurnRecords records;
    private final Admission admission;
    private final TurnConduct conduct;
    private final TurnStop stop;
    private final RandomId ids;
    private final Pause pause;
    private final Clock clock;

    TurnService(
            Projects projects,
            ProjectSettings settings,
            BaseSessions bases,
            HarnessCatalog harnesses,
            References references,
            TurnRecords records,
            Admission admission,
            TurnConduct conduct,
            TurnStop stop,
            RandomId ids,
            Pause pause,
            Clock clock) {
        this.projects = projects;
        this.settings = settings;
        this.bases = bases;
        this.harnesses = harnesses;
        this.references = references;
        this.records = records;
        this.admission = admission;
        this.conduct = conduct;
        this.stop = stop;
        this.ids = ids;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public TurnReport start(StartRequest request, TurnObserver observer) {
        String prompt = TurnPlanner.checkedPrompt(request.prompt());
        IssueRef issue = IssueRef.parse(request.issue(), projects.remoteAt(request.directory()));
        Project project = projects.forIssue(issue, request.directory());
        Repository repository = projects.repository(project);
        Flags flags = flags(request.harness(), request.base(), request.options());
        BaseCommit commit = settings.baseCommit(repository, flags);
        Resolution resolution = settings.of(repository, commit.commitId(), flags);
        TurnPlanner.tellWarnings(resolution, observer);
        Settings configured = resolution.settings();
        Harness harness = harnesses.get(configured.harness());
        Base base = bases.get(project, harness.name());
        Session session = newSession(
                issue, base, TurnPlanner.model(harness, configured, base.model(), project.path()), request.options());
        SessionWorktree worktree = newWorktree(session, project, configured, commit);
        Admission.Draft draft = TurnPlanner.draft(
                prompt, session.model(), configured, request.options().debug());
        TurnId turn = admission.admitFirst(session, Optional.of(worktree), draft);
        TurnPlan plan = TurnPlanner.plan(
                configured, session.permissions(), request.options().attendance());
        return run(turn, plan, observer);
    }

    @Override
    public TurnReport continueSession(ContinueRequest request, TurnObserver observer) {
        String prompt = TurnPlanner.checkedPrompt(request.prompt());
        Session session = references.getLive(request.session());
        Project project = projects.get(session.projectId());
        Repository repository = projects.repository(project);
        SessionWorktree worktree = references.getWorktree(session);
        Flags flags = flags(Optional.of(session.harness()), Optional.empty(), request.options());
        Resolution resolution = settings.of(repository, worktree.baseCommit(), flags);
        TurnPlanner.tellWarnings(resolution, observer);
        Settings configured = resolution.settings();
        Optional<String> model = request.options()
                .model()
                .or(session::model)
                .or(() -> TurnPlanner.model(
                        harnesses.get(session.harness()), configured, Optional.empty(), project.path()));
        Session next = session.withOptions(
                model, session.permissions().plus(request.options().permissions()));
        TurnId turn = admission.admitNext(
                next,
                TurnPlanner.draft(prompt, model, configured, request.options().debug()));
        TurnPlan plan = TurnPlanner.plan(
                configured, next.permissions(), request.options().attendance());
        return run(turn, plan, observer);
    }

    /// Runs the turn that makes a base session.
    public TurnReport runBase(Session session, String prompt, Settings configured, TurnObserver observer) {
        TurnId turn = admission.admitFirst(
                session,
                Optional.empty(),
                TurnPlanner.draft(
                        TurnPlanner.checkedPrompt(prompt), session.model(), configured, TurnOptions.Debug.OFF));
        return run(turn, TurnPlanner.plan(configured, session.permissions(), Attendance.FOLLOW), observer);
    }

    private TurnReport run(TurnId turn, TurnPlan plan, TurnObserver observer) {
        observer.progressed(new TurnProgress.Accepted(records.get(turn).sessionId(), turn));
        conduct.conduct(turn, plan, observer);
        if (plan.attendance() == Attendance.FOLLOW) {
            awaitEnd(turn);
        }
        return TurnReports.report(records.context(turn));
    }

    /// Usually it has ended; if another process took it over, that one records its end.
    private void awaitEnd(TurnId turn) {
        try {
            while (!records.get(turn).state().isTerminal()) {
                pause.pause(POLL);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public Optional<TurnReport> stop(SessionRef ref, Urgency urgency) {
        Session session = references.get(ref);
        Optional<Turn> turn =
                references.findLastTurn(session).filter(last -> !last.state().isTerminal());
        if (turn.isEmpty()) {
            return Optional.empty();
        }
        Duration grace = switch (urgency) {
            case GRACEFUL -> settings.ofMachine(Flags.NONE).settings().stopGrace();
            case IMMEDIATE -> Duration.ZERO;
        };
        try {
            stop.stop(turn.get().turnId(), grace);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return Optional.of(TurnReports.report(records.context(turn.get().turnId())));
    }

    @Override
    public void replay(SessionRef ref, Until until, Consumer<TurnProgress> observer) {
        TurnContext context = records.context(references.getTurn(ref));
        if (context.handle().isEmpty()) {
            return;
        }
        RunningTurn running = context.harness().recover(context.handle().get());
        Consumer<StreamEvent> teller = event -> observer.accept(new TurnProgress.AgentActed(event.event()));
        switch (until) {
            case NOW -> running.poll(teller);
            case TURN_END -> {
                try {
                    running.await(context.turn().deadlines(), teller);
                } catch (InterruptedException e) {
                    throw interrupted();
                }
            }
        }
    }

    @Override
    public Path folder(SessionRef ref) {
        return records.context(references.getTurn(ref)).folder().path();
    }

    private Session newSession(IssueRef issue, Base base, Optional<String> model, TurnOptions options) {
        return Session.forIssue(
                new SessionId(ids.next(SessionId.PREFIX)),
                issue,
                base,
                model,
                base.permissions().plus(options.permissions()),
                clock.instant());
    }

    private SessionWorktree newWorktree(Session session, Project project, Settings configured, BaseCommit commit) {
        Instant now = clock.instant();
        BranchName wish = configured.branch().render(session.issueRef().orElseThrow(), project.projectId());
        return new SessionWorktree(
                session.sessionId(),
                SessionWorktree.State.CREATING,
                project.projectId() + "/" + session.sessionId(),
                wish,
                commit.commitId(),
                commit.name(),
                now,
                Optional.empty());
    }

    private static Flags flags(Optional<String> harness, Optional<String> base, TurnOptions options) {
        return new Flags(harness, options.model(), base, options.timeout(), options.permissions());
    }

    private static KugetsuException interrupted() {
        Thread.currentThread().interrupt();
        return new KugetsuException(KugetsuException.Kind.INTERRUPTED, "interrupted");
    }
}
