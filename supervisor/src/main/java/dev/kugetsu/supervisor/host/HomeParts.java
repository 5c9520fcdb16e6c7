package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.daemon.Component;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Assembly;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Boot;
import dev.kugetsu.supervisor.daemon.Listener;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import dev.kugetsu.supervisor.maintenance.Maintenance;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The components of the daemon of a home.
///
/// @param hookProgram what the harnesses of turns call as their hook
/// @param listeners makes the one that answers on its socket
record HomeParts(Optional<Path> hookProgram, Listeners listeners) implements DaemonParts {

    private static final Logger log = LoggerFactory.getLogger(HomeParts.class);

    /// Makes the component that answers on the daemon's socket.
    @FunctionalInterface
    interface Listeners {
        Listener create(Ground ground, HomeAssembly host);
    }

    @Override
    public Assembly assemble(Ground ground) {
        HomeAssembly host = HomeAssembly.assemble(
                ground.home(),
                ground.environment(),
                Leaves.of(ground.home(), ground.environment()).calling(hookProgram),
                () -> true);
        Listener listener = listeners.create(ground, host);
        return new Assembly(
                List.of(
                        new HostedSupervisor(host, ground.boot()),
                        new HostedDispatcher(host.dispatcher()),
                        listener,
                        Maintenance.of(
                                ground.home(),
                                host.store(),
                                host.settings(),
                                () -> collectGarbage(host.supervisor()),
                                Clock.systemUTC())),
                listener);
    }

    private static void collectGarbage(Supervisor supervisor) {
        for (ProjectRegistry.ProjectView project : supervisor.projects().list()) {
            Caller caller = Caller.in(Path.of(project.directory()))
                    .of(Optional.of(new ProjectId(project.projectId())))
                    .asOperator();
            CollectedGarbage gone = supervisor
                    .coordination()
                    .perform(StatusVerbs.GC, new CollectGarbage(Optional.empty()), caller, Mode.COMMIT);
            log.debug("in project {} agents have left: {}", project.projectId(), gone);
        }
    }

    /// The supervisor itself: repairs what is half done before anybody asks for anything.
    private record HostedSupervisor(HomeAssembly host, Boot boot) implements Component {

        @Override
        public String name() {
            return "supervisor";
        }

        @Override
        public void start() {
            host.recovery().repair();
            boolean isResumed =
                    host.settings().ofMachine(Flags.NONE).settings().daemon().isQueueResumed();
            if (boot == Boot.NEW && !isResumed) {
                host.supervisor().queue().pause("the machine was started anew, and daemon.resume_on_boot is false");
            }
        }

        @Override
        public void close() {
            host.supervisor().close();
        }
    }

    /// What gives slots to the turns of the queue.
    private record HostedDispatcher(Dispatcher dispatcher) implements Component {

        @Override
        public String name() {
            return "dispatcher";
        }

        @Override
        public void start() {
            dispatcher.start();
        }

        @Override
        public void close() {
            dispatcher.close();
        }
    }
}
