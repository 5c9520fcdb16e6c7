package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRole;
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
import java.time.Clock;
import java.util.Optional;

/// Turns what callers say and what is configured into planned turns; stores nothing and starts nothing.
/// Thread-safe.
final class TurnPlanner {

    private final Projects projects;
    private final ProjectSettings settings;
    private final BaseSessions bases;
    private final HarnessCatalog harnesses;
    private final References references;
    private final RandomId ids;
    private final Clock clock;

    TurnPlanner(
            Projects projects,
            ProjectSettings settings,
            BaseSessions bases,
            HarnessCatalog harnesses,
            References references,
            RandomId ids,
            Clock clock) {
        this.projects = projects;
        this.settings = settings;
        this.bases = bases;
        this.harnesses = harnesses;
        this.references = references;
        this.ids = ids;
        this.clock = clock;
    }

    /// What a new session is to be.
    private record Newcomer(
            Optional<IssueRef> issue,
            Optional<SessionName> name,
            SessionRole role,
            Optional<SessionId> parent,
            String prompt) {}

    /// The first turn of a new session for an issue.
    PlannedTurn plan(Turns.StartRequest request) {
        requireText(request.prompt());
        IssueRef issue = IssueRef.parse(request.issue(), projects.remoteAt(request.directory()));
        Project project = projects.forIssue(issue, request.directory());
        PlannedTurn planned = planFirst(
                project,
                new Newcomer(
                        Optional.of(issue), Optional.empty(), SessionRole.WORKER, request.parent(), request.prompt()),
                flags(request.harness(), request.base(), request.options()),
                request.options());
        return isOfAnotherRepository(issue, project)
                ? planned.warning(issue + " is no issue of this repository, " + project.directory() + "; no other "
                        + "clone is registered for it")
                : planned;
    }

    /// The first turn of a new session without an issue.
    PlannedTurn plan(Turns.SpawnRequest request) {
        requireText(request.prompt());
        return planFirst(
                projects.getActive(request.project()),
                new Newcomer(Optional.empty(), request.name(), request.role(), request.parent(), request.prompt()),
                flags(request.harness(), request.base(), request.options()),
                request.options());
    }

    private PlannedTurn planFirst(Project project, Newcomer newcomer, Flags flags, Turns.TurnOptions options) {
        Repository repository = projects.repository(project);
        BaseCommit commit = settings.baseCommit(repository, flags);
        Resolution resolution = settings.of(repository, commit.commitId(), flags);
        Settings configured = resolution.settings();
        Harness harness = harnesses.get(configured.harness());
        Base base = bases.get(project, harness.name());
        Session session = Session.planned(
                new SessionId(ids.next(SessionId.PREFIX)),
                newcomer.issue(),
                newcomer.name(),
                newcomer.role(),
                newcomer.parent(),
                base,
                harnesses.chooseModel(harness, configured.model().or(base::model), project.path()),
                base.permissions().plus(options.permissions()),
                clock.instant());
        BranchName branch = newcomer.issue()
                .map(issue -> configured.branch().render(issue, project.projectId()))
                .orElseGet(() -> new BranchName("kugetsu/" + session.label()));
        return PlannedTurn.of(
                session,
                Optional.of(worktree(session, project, branch, commit)),
                newcomer.prompt(),
                resolution,
                options);
    }

    private static boolean isOfAnotherRepository(IssueRef issue, Project project) {
        String repository = issue.repository().toString();
        return project.remote().stream().noneMatch(repository::equalsIgnoreCase);
    }

    /// A further turn of a live session. A model that is configured later does not change a session that has
    /// one.
    PlannedTurn plan(Turns.ContinueRequest request) {
        requireText(request.prompt());
        Session session = references.getLive(request.session());
        Project project = projects.get(session.projectId());
        SessionWorktree worktree = references.getWorktree(session);
        Turns.TurnOptions options = request.options();
        Resolution resolution = settings.of(
                projects.repository(project),
                worktree.baseCommit(),
                flags(Optional.of(session.harness()), Optional.empty(), options));
        Optional<String> model = harnesses.chooseModel(
                harnesses.get(session.harness()),
                options.model()
                        .or(session::model)
                        .or(() -> resolution.settings().model()),
                project.path());
        return PlannedTurn.of(
                session.withOptions(model, session.permissions().plus(options.permissions())),
                Optional.empty(),
                request.prompt(),
                resolution,
                options);
    }

    /// The one turn of a session that makes a base.
    PlannedTurn plan(Session base, String prompt, Resolution resolution, Turns.TurnOptions options) {
        requireText(prompt);
        return PlannedTurn.of(base, Optional.empty(), prompt, resolution, options);
    }

    private SessionWorktree worktree(Session session, Project project, BranchName wish, BaseCommit commit) {
        return new SessionWorktree(
                session.sessionId(),
                SessionWorktree.State.CREATING,
                project.projectId() + "/" + session.sessionId(),
                wish,
                commit.commitId(),
                commit.name(),
                clock.instant(),
                Optional.empty());
    }

    private static Flags flags(Optional<String> harness, Optional<String> base, Turns.TurnOptions options) {
        return new Flags(harness, options.model(), base, options.timeout(), options.permissions());
    }

    private static void requireText(String prompt) {
        if (prompt.isBlank()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "the message is empty",
                    "say what the agent is to do, or pass - and write it to standard input");
        }
    }
}
