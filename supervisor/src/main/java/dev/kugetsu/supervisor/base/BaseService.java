package dev.kugetsu.supervisor.base;

import dev.kugetsu.adapters.Fingerprint;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.InteractiveRequest;
import dev.kugetsu.supervisor.Bases;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.store.PermissionList;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.TurnService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The port of base sessions. Thread-safe.
public final class BaseService implements Bases {

    private final Store store;
    private final Projects projects;
    private final BasePlanner planner;
    private final BaseSessions bases;
    private final HarnessCatalog harnesses;
    private final TurnService turns;
    private final RandomId ids;
    private final Clock clock;

    public BaseService(
            Store store,
            Projects projects,
            Registrations registrations,
            ProjectSettings settings,
            BaseSessions bases,
            HarnessCatalog harnesses,
            TurnService turns,
            RandomId ids,
            Clock clock) {
        this.store = store;
        this.projects = projects;
        this.planner = new BasePlanner(projects, registrations, settings, bases, harnesses);
        this.bases = bases;
        this.harnesses = harnesses;
        this.turns = turns;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public TurnReport initHeadless(InitRequest request, String prompt, TurnObserver observer) {
        PlannedBase planned = planner.plan(request);
        tellUntested(planned, observer);
        return turns.runBase(session(planned, request), prompt, planned.resolution(), observer);
    }

    @Override
    public TurnReport queueInit(InitRequest request, String prompt, TurnObserver observer) {
        PlannedBase planned = planner.plan(request);
        tellUntested(planned, observer);
        return turns.queueBase(session(planned, request), prompt, planned.resolution(), observer);
    }

    private Session session(PlannedBase planned, InitRequest request) {
        return Session.forBase(
                new SessionId(ids.next(SessionId.PREFIX)),
                planned.project().projectId(),
                planned.harness().name(),
                planned.model(),
                new PermissionList(request.permissions()),
                clock.instant());
    }

    @Override
    public InteractiveInit beginInteractive(InitRequest request) {
        PlannedBase planned = planner.plan(request);
        Path directory = planned.project().path();
        Harness harness = planned.harness();
        InteractiveCommand command = HarnessFailures.guard(() -> harness.interactive(
                        new InteractiveRequest(directory, planned.model(), Optional.empty(), request.permissions())))
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        harness.name() + " has no interface for a terminal",
                        "make the base by one turn with `kugetsu init --headless`"));
        List<String> known = HarnessFailures.guard(() -> harness.listSessions(directory)).stream()
                .map(session -> session.id().value())
                .toList();
        return new InteractiveInit(
                request,
                planned.project().projectId(),
                harness.name(),
                planned.model(),
                command,
                known,
                clock.instant());
    }

    @Override
    public BaseView finishInteractive(InteractiveInit init, int exitCode) {
        Project project = projects.get(init.project());
        Harness harness = harnesses.get(init.harness());
        Set<String> known = init.knownSessions().stream().collect(Collectors.toUnmodifiableSet());
        HarnessSession made = HarnessFailures.guard(() -> harness.listSessions(project.path())).stream()
                .filter(session -> session.directory().equals(project.path()))
                .filter(session -> !known.contains(session.id().value()))
                .max(Comparator.comparing(HarnessSession::createdAt))
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.FAILED,
                        "no new session was made in " + harness.name() + ", so there is no base",
                        "run `kugetsu init` again and say something to the agent before you leave"));
        Base base = new Base(
                ids.next(Base.PREFIX),
                project.projectId(),
                harness.name(),
                made.id(),
                init.model(),
                new PermissionList(init.request().permissions()),
                clock.instant());
        store.write(handle -> {
            if (exitCode != 0) {
                bases.findLive(handle, base).ifPresent(there -> refuseUnproven(base, there, exitCode));
            }
            bases.install(handle, base);
            return true;
        });
        return view(base);
    }

    private static void refuseUnproven(Base made, Base there, int exitCode) {
        throw new KugetsuException(
                KugetsuException.Kind.FAILED,
                made.harness() + " has ended with " + exitCode + ", so nobody knows what its session "
                        + made.harnessSessionId() + " has got to know; base session " + there.harnessSessionId()
                        + " of project '" + there.projectId() + "' stays",
                "run `kugetsu init --force` again and leave " + made.harness() + " when the agent has answered");
    }

    @Override
    public BaseView destroy(Path directory, Optional<String> harness) {
        Base base = only(directory, harness);
        bases.retire(base, clock.instant());
        Project project = projects.get(base.projectId());
        try {
            harnesses.get(base.harness()).deleteSession(base.harnessSessionId(), project.path());
        } catch (HarnessException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.FAILED,
                    "the base of '" + base.projectId() + "' is not used any more, but " + base.harness()
                            + " keeps its session " + base.harnessSessionId() + ": " + e.getMessage(),
                    "delete it with " + base.harness() + " itself",
                    e);
        }
        return view(base);
    }

    @Override
    public BaseView get(Path directory, Optional<String> harness) {
        return view(only(directory, harness));
    }

    @Override
    public List<BaseView> listLive(Path directory) {
        return bases.listLive(projects.at(directory)).stream()
                .map(BaseService::view)
                .toList();
    }

    private Base only(Path directory, Optional<String> harness) {
        Project project = projects.at(directory);
        if (harness.isPresent()) {
            return bases.get(project, harness.get());
        }
        List<Base> live = bases.listLive(project);
        if (live.isEmpty()) {
            throw new KugetsuException(
                    KugetsuException.Kind.NOT_FOUND,
                    "project '" + project.projectId() + "' has no base session",
                    "make one with `kugetsu init`");
        }
        if (live.size() > 1) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "project '" + project.projectId() + "' has bases for "
                            + String.join(", ", live.stream().map(Base::harness).toList()),
                    "name the one that you mean with --harness");
        }
        return live.getFirst();
    }

    private static void tellUntested(PlannedBase planned, TurnObserver observer) {
        Fingerprint fingerprint = planned.fingerprint();
        if (!fingerprint.isTested()) {
            observer.progressed(new TurnProgress.Warned(
                    planned.harness().name() + " " + fingerprint.version()
                            + " is not a version that kugetsu is tested with ("
                            + String.join(", ", fingerprint.testedVersions()) + ")",
                    Optional.of("watch the first turns closely")));
        }
    }

    private static BaseView view(Base base) {
        return new BaseView(
                base.baseId(),
                base.projectId(),
                base.harness(),
                base.harnessSessionId().value(),
                base.model(),
                base.permissions().rules().stream().map(Object::toString).toList(),
                base.createdAt());
    }
}
