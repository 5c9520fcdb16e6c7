package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.process.DetachedProgram;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.CommandService;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.access.ScopedDaemon;
import dev.kugetsu.supervisor.access.ScopedSupervisor;
import dev.kugetsu.supervisor.access.Token;
import dev.kugetsu.supervisor.api.HttpApi;
import dev.kugetsu.supervisor.capacity.MachineProbe;
import dev.kugetsu.supervisor.capacity.MachineRule;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.daemon.DaemonControl;
import dev.kugetsu.supervisor.daemon.DaemonIdentity;
import dev.kugetsu.supervisor.daemon.DaemonProcess;
import dev.kugetsu.supervisor.daemon.Listener;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts a supervisor in a long-lived process, and steers that process from others.
public final class DaemonHost implements Daemon {

    private static final Duration AUTOSTART_PATIENCE = Duration.ofSeconds(10);

    /// With less left than that, whatever fails has failed for want of room.
    private static final long NO_ROOM_BYTES = 1 << 20;

    /// This very program.
    ///
    /// @param launcher starts it; empty when it was started in another way
    /// @param hookProgram what harnesses call as their hook
    /// @param version what it was built from
    /// @param commands does in the daemon what is asked of the program
    public record Program(
            Optional<Path> launcher, Optional<Path> hookProgram, String version, CommandService commands) {}

    private final KugetsuHome home;
    private final Map<String, String> environment;
    private final Program program;
    private final SystemProcesses processes;
    private final DaemonControl control;
    private final DaemonParts parts;
    private final MachineProbe machine;

    DaemonHost(KugetsuHome home, Map<String, String> environment, Program program, DaemonParts parts) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.program = program;
        this.processes = SystemProcesses.detect();
        this.control = new DaemonControl(home, processes, this::launch);
        this.parts = parts;
        this.machine = new MachineProbe(home.directory());
    }

    /// The daemon of the home that the environment names; touches nothing. The environment of an agent holds a
    /// token; whose it is does not matter here.
    public static Daemon of(Map<String, String> environment, Program program) {
        Daemon daemon = new DaemonHost(
                KugetsuHome.of(environment),
                environment,
                program,
                new HomeParts(program.hookProgram(), (ground, host) -> server(ground, host, program.commands())));
        return environment.containsKey(Token.VARIABLE) ? new ScopedDaemon(daemon) : daemon;
    }

    private static Listener server(DaemonParts.Ground ground, HomeAssembly host, CommandService commands) {
        KugetsuHome home = ground.home();
        int port = host.settings().ofMachine(Flags.NONE).settings().daemon().port();
        return new HttpApi(
                new HttpApi.Settings(home.daemonSocket(), port, home.daemonToken()),
                new HttpApi.Subject(ground.identity(), () -> isReady(ground, host), ground.stop(), commands),
                host.supervisor(),
                token -> new ScopedSupervisor(
                        host.supervisor(),
                        host.tokens().scope(new Token(token)),
                        () -> HomeAssembly.longestTurn(host.settings())),
                SystemProcesses.detect());
    }

    /// Whoever asks may be about to hand a turn over.
    private static boolean isReady(DaemonParts.Ground ground, HomeAssembly host) {
        host.dispatcher().expectWork();
        return ground.readiness().isReady();
    }

    private Process launch(Path log) throws IOException {
        Path launcher = program.launcher().orElseThrow(() -> new IOException("who started this program is not known"));
        return new DetachedProgram(processes)
                .start(List.of(launcher.toString(), "daemon", "run"), home.directory(), log);
    }

    @Override
    public Status status() {
        return control.status().noting(notices());
    }

    /// As far as they can be told: whoever asks how the daemon is wants to know that first.
    private List<String> notices() {
        try {
            return MachineRule.findShortage(machine.measure(), settings().limits())
                    .map(shortage -> "nothing new is launched: " + shortage)
                    .stream()
                    .toList();
        } catch (KugetsuException e) {
            return List.of("nothing new can be started: " + e.getMessage());
        }
    }

    private Settings settings() {
        return LocalHost.machine(home, environment);
    }

    @Override
    public Status start(Duration timeout) {
        try {
            return control.start(timeout).noting(notices());
        } catch (KugetsuException e) {
            throw machine.measure().freeDiskBytes().orElse(Long.MAX_VALUE) < NO_ROOM_BYTES ? withoutRoom(e) : e;
        }
    }

    /// What fails for want of room says so in many ways, and its log found no room either.
    private KugetsuException withoutRoom(KugetsuException failure) {
        return new KugetsuException(
                failure.kind(),
                "the disk of " + home.directory() + " is full, and the daemon cannot work there: "
                        + failure.getMessage(),
                "make room, then run `kugetsu daemon start`",
                failure);
    }

    @Override
    public Status stop(Duration timeout) {
        return control.stop(timeout);
    }

    @Override
    public Path log() {
        return home.daemonLog();
    }

    @Override
    public List<Notice> prepare() {
        List<Notice> notices = new ArrayList<>();
        Settings.Daemon settings = settings().daemon();
        Status status = control.status();
        if (status.state() != State.READY && settings.isAutostarted() && !isCalledByAgent()) {
            autostart().ifPresent(notices::add);
        } else if (status.state() == State.UNHEALTHY) {
            notices.add(new Notice(
                    "this goes on without the daemon: " + status.reason(),
                    "see `kugetsu daemon logs`; `kugetsu daemon restart` ends it and starts it anew"));
        }
        control.findVersion()
                .filter(version -> !version.equals(program.version()))
                .map(version -> new Notice(
                        "the daemon is kugetsu " + version + ", this command is " + program.version(),
                        "run `kugetsu daemon restart`"))
                .ifPresent(notices::add);
        return List.copyOf(notices);
    }

    /// What an agent starts is ended with its turn, and the daemon is everybody's.
    private boolean isCalledByAgent() {
        return environment.containsKey(Token.VARIABLE);
    }

    private Optional<Notice> autostart() {
        try {
            start(AUTOSTART_PATIENCE);
            return Optional.empty();
        } catch (KugetsuException e) {
            return Optional.of(new Notice(
                    "this goes on without the daemon: " + e.getMessage(),
                    e.next().orElse("see `kugetsu daemon logs`")));
        }
    }

    @Override
    public void run(StopRequest stop) {
        home.create();
        DaemonIdentity identity = DaemonIdentity.create(
                processes.current(), program.version(), Clock.systemUTC().instant());
        new DaemonProcess(home, identity, environment, stop)
                .run((self, boot, readiness) ->
                        parts.assemble(new DaemonParts.Ground(home, environment, self, boot, readiness, stop)));
    }
}
