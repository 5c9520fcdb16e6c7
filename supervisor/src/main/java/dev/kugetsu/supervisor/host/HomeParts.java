package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.daemon.Component;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Assembly;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Boot;
import dev.kugetsu.supervisor.daemon.Listener;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import dev.kugetsu.supervisor.maintenance.Maintenance;
import java.time.Clock;
import java.util.List;

/// The components of the daemon of a home.
///
/// @param listeners makes the one that answers on its socket
record HomeParts(Listeners listeners) implements DaemonParts {

    /// Makes the component that answers on the daemon's socket.
    @FunctionalInterface
    interface Listeners {
        Listener create(Ground ground, LocalHost.Assembly host);
    }

    @Override
    public Assembly assemble(Ground ground) {
        LocalHost.Assembly host = LocalHost.assemble(
                ground.home(), ground.environment(), LocalHost.leaves(ground.home(), ground.environment()), () -> true);
        Listener listener = listeners.create(ground, host);
        return new Assembly(
                List.of(
                        new HostedSupervisor(host, ground.boot()),
                        new HostedDispatcher(host.dispatcher()),
                        listener,
                        Maintenance.of(ground.home(), host.store(), host.settings(), Clock.systemUTC())),
                listener);
    }

    /// The supervisor itself: repairs what is half done before anybody asks for anything.
    private record HostedSupervisor(LocalHost.Assembly host, Boot boot) implements Component {

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
