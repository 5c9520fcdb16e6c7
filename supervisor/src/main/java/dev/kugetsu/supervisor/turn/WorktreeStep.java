package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes and takes back the worktree of a session. Repeatable: what is there already is kept. Thread-safe.
final class WorktreeStep {

    private static final Logger log = LoggerFactory.getLogger(WorktreeStep.class);

    private final Store store;
    private final Projects projects;
    private final Worktrees worktrees;
    private final CommandRunner commands;
    private final Clock clock;

    WorktreeStep(Store store, Projects projects, Worktrees worktrees, CommandRunner commands, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.worktrees = worktrees;
        this.commands = commands;
        this.clock = clock;
    }

    /// A command that makes a fresh worktree ready for work.
    record Setup(List<String> command, String text, Duration timeout) {}

    /// Makes the worktree of the session unless it is ready.
    void make(TurnContext context, SessionWorktree row, Optional<Setup> setup, TurnObserver observer)
            throws InterruptedException {
        if (row.state() == SessionWorktree.State.READY) {
            requireFolder(context);
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

    /// Known before a fork is made for it.
    private static void requireFolder(TurnContext context) {
        if (Files.notExists(context.directory())) {
            throw MissingWorktree.failure(context);
        }
    }

    private void runSetup(TurnContext context, Setup setup, TurnObserver observer) throws InterruptedException {
        Instant begin = clock.instant();
        CommandRunner.Request request = new CommandRunner.Request(
                context.turn().turnId().value(),
                setup.command(),
                context.directory(),
                Map.of(),
                setupOutput(context),
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

    private static Path setupOutput(TurnContext context) {
        return context.folder().path().resolve("setup");
    }

    /// Takes it back. What cannot be removed for certain stays, and `prune` names it.
    void undo(TurnContext context) throws InterruptedException {
        commands.discard(setupOutput(context));
        if (discard(context)) {
            store.write(handle -> handle.attach(WorktreeDao.class)
                    .become(context.session().sessionId(), SessionWorktree.State.REMOVED, clock.instant()));
        }
    }

    /// Takes a half-made one back, to be made anew.
    void reset(TurnContext context) throws InterruptedException {
        commands.discard(setupOutput(context));
        discard(context);
    }

    private boolean discard(TurnContext context) {
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

    /// Whether it was ever ready, as the rows say it now.
    boolean isReady(TurnContext context) {
        return store.read(handle ->
                        handle.attach(WorktreeDao.class).find(context.session().sessionId()))
                .filter(row -> row.state() == SessionWorktree.State.READY)
                .isPresent();
    }

    private Duration since(Instant begin) {
        return Duration.between(begin, clock.instant());
    }
}
