package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what a session needs before its agent can work: worktree, setup, fork of the base. Repeatable: what is
/// there already is kept. Thread-safe.
final class Preparation {

    private static final Logger log = LoggerFactory.getLogger(Preparation.class);

    private final Store store;
    private final Projects projects;
    private final BaseSessions bases;
    private final Worktrees worktrees;
    private final CommandRunner commands;
    private final Processes processes;
    private final Clock clock;

    Preparation(
            Store store,
            Projects projects,
            BaseSessions bases,
            Worktrees worktrees,
            CommandRunner commands,
            Processes processes,
            Clock clock) {
        this.store = store;
        this.projects = projects;
        this.bases = bases;
        this.worktrees = worktrees;
        this.commands = commands;
        this.processes = processes;
        this.clock = clock;
    }

    /// A command that makes a fresh worktree ready for work.
    record Setup(List<String> command, String text, Duration timeout) {}

    /// Makes the worktree of the session unless it is ready.
    void makeWorktree(TurnContext context, SessionWorktree row, Optional<Setup> setup, TurnObserver observer)
            throws InterruptedException {
        if (row.state() == SessionWorktree.State.READY) {
            return;
        }
        Instant begin = clock.instant();
        Repository repository = projects.repository(context.project());
        BaseCommit base = WorktreeFailures.guard(() -> {
            BaseCommit found = worktrees.resolveBase(repository, Optional.of(row.baseCommit()));
            return new BaseCommit(found.commitId(), row.baseName(), found.lag());
        });
        Worktree worktree = WorktreeFailures.guard(() -> worktrees.create(new Worktrees.CreateRequest(
                repository,
                context.directory(),
                row.branch(),
                base,
                context.session().sessionId().value())));
        store.write(handle -> {
            handle.attach(WorktreeDao.class).setBranch(context.session().sessionId(), worktree.branch());
            return true;
        });
        observer.progressed(new TurnProgress.WorktreeReady(
                worktree.directory(), worktree.branch().value(), base.describe(), since(begin)));
        if (setup.isPresent()) {
            runSetup(context, setup.get(), observer);
        }
        store.write(handle -> handle.attach(WorktreeDao.class)
                .become(context.session().sessionId(), SessionWorktree.State.READY, clock.instant()));
    }

    private void runSetup(TurnContext context, Setup setup, TurnObserver observer) throws InterruptedException {
        Instant begin = clock.instant();
        CommandRunner.Request request = new CommandRunner.Request(
                context.turn().turnId().value(),
                setup.command(),
                context.directory(),
                Map.of(),
                context.folder().path().resolve("setup"),
                setup.timeout());
        CommandRunner.Result result;
        try {
            result = commands.run(request);
        } catch (HarnessException e) {
            throw HarnessFailures.translate(e);
        }
        if (result.exitCode().filter(code -> code == 0).isEmpty()) {
            String how = result.exitCode()
                    .map(code -> "ended with " + code)
                    .orElse("did not end within " + setup.timeout().toSeconds() + " s");
            throw new KugetsuException(
                    KugetsuException.Kind.FAILED,
                    "the setup command `" + setup.text() + "` " + how + "; the worktree is removed again",
                    "see what it said in " + request.output());
        }
        observer.progressed(new TurnProgress.SetupDone(setup.text(), since(begin)));
    }

    /// Forks the base for the session unless it has a harness session.
    void fork(TurnContext context, TurnObserver observer) {
        Session session = context.session();
        if (session.harnessSessionId().isPresent() || session.kind() == Session.Kind.BASE) {
            return;
        }
        Instant begin = clock.instant();
        Base base = session.baseId()
                .flatMap(bases::find)
                .orElseThrow(() -> new IllegalStateException("session " + session.sessionId() + " has no base"));
        HarnessSessionId fork = HarnessFailures.guard(() -> context.harness()
                .fork(new ForkRequest(
                        forkKey(context),
                        base.harnessSessionId(),
                        context.project().path(),
                        context.directory(),
                        session.label())));
        store.write(handle -> {
            handle.attach(SessionDao.class).setHarnessSession(session.sessionId(), Optional.of(fork));
            return true;
        });
        observer.progressed(new TurnProgress.SessionForked(
                fork.value(), base.harnessSessionId().value(), since(begin)));
    }

    /// One key for each fork: a session that was brought back is forked anew, under the turn that needs it.
    private static String forkKey(TurnContext context) {
        return context.isFirst()
                ? context.session().sessionId().value()
                : context.turn().turnId().value();
    }

    /// Takes back, in reverse order, whatever was made for a turn that was never launched. A first turn leaves
    /// nothing but its rows and its folder; a later one leaves the session as it was. Repeatable.
    ///
    /// @return whether the session is to be ended, because nothing of it is left
    TurnEnding.Aftermath undo(TurnContext context) throws InterruptedException {
        processes.endMarked(context.turn().turnId().value(), Duration.ofSeconds(2));
        if (context.session().kind() == Session.Kind.BASE) {
            return TurnEnding.Aftermath.END_SESSION;
        }
        if (!context.isFirst()) {
            return TurnEnding.Aftermath.KEEP_SESSION;
        }
        if (isWorktreeReady(context)) {
            discardFork(context);
        }
        if (discardWorktree(context)) {
            store.write(handle -> handle.attach(WorktreeDao.class)
                    .become(context.session().sessionId(), SessionWorktree.State.REMOVED, clock.instant()));
        }
        return TurnEnding.Aftermath.END_SESSION;
    }

    /// Only a session with a ready worktree has ever been forked.
    private boolean isWorktreeReady(TurnContext context) {
        return store.read(handle ->
                        handle.attach(WorktreeDao.class).find(context.session().sessionId()))
                .filter(row -> row.state() == SessionWorktree.State.READY)
                .isPresent();
    }

    /// What cannot be removed for certain stays, and `prune` names it.
    private boolean discardWorktree(TurnContext context) {
        try {
            worktrees.discard(
                    projects.repository(context.project()),
                    context.directory(),
                    context.session().sessionId().value());
            return true;
        } catch (WorktreeException | KugetsuException e) {
            log.warn("turn {}: its worktree stays: {}", context.turn().turnId(), e.getMessage());
            return false;
        }
    }

    private static void discardFork(TurnContext context) {
        try {
            context.harness().discardFork(forkKey(context), context.directory());
        } catch (HarnessException e) {
            // The worktree has to go all the same; a session that nobody uses costs nothing.
            log.warn("turn {}: its fork cannot be discarded: {}", context.turn().turnId(), e.getMessage());
        }
    }

    private Duration since(Instant begin) {
        return Duration.between(begin, clock.instant());
    }
}
