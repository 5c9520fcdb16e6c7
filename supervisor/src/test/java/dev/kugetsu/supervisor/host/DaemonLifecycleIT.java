package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as a process of its own, from its start to its end, with everything that comes between.
class DaemonLifecycleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    private KugetsuHome home = new KugetsuHome(Path.of(""));
    private final Map<String, String> variables = new TreeMap<>();
    private final List<Process> foreign = new ArrayList<>();

    @BeforeEach
    void chooseAHome() throws IOException {
        home = new KugetsuHome(folder.toRealPath().resolve("home"));
    }

    @AfterEach
    void end() {
        foreign.forEach(Process::destroyForcibly);
        List<ProcessHandle> daemons = daemons();
        daemons.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> daemons.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void startsOnceAndStops() throws IOException {
        assertThat(daemon().status().state()).isEqualTo(State.STOPPED);

        Status started = daemon().start(PATIENCE);

        assertThat(started.state()).isEqualTo(State.READY);
        assertThat(started.port()).contains(3001);
        assertThat(started.version()).contains("test");
        assertThat(mode(home.daemonHandshake())).isEqualTo("rw-------");
        assertThat(mode(home.daemonLog())).isEqualTo("rw-------");
        assertThat(daemon().start(PATIENCE)).isEqualTo(started);
        assertThat(daemons()).extracting(ProcessHandle::pid).containsExactly(pid(started));

        Status stopped = daemon().stop(PATIENCE);

        assertThat(stopped.state()).isEqualTo(State.READY);
        assertThat(daemons()).isEmpty();
        assertThat(home.daemonHandshake()).doesNotExist();
        assertThat(daemon().status()).isEqualTo(Status.of(State.STOPPED, "no daemon runs"));
        assertThat(daemon().stop(PATIENCE).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void isOneHoweverManyStartItAtOnce() throws Exception {
        assertThat(daemon().status().state()).isEqualTo(State.STOPPED);
        List<Callable<Long>> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(() -> pid(daemon().start(PATIENCE)));
        }

        try (ExecutorService executor = Executors.newFixedThreadPool(starts.size())) {
            List<Long> pids = new ArrayList<>();
            for (Future<Long> start : executor.invokeAll(starts)) {
                pids.add(start.get());
            }
            assertThat(pids).hasSize(4).containsOnly(pids.getFirst());
        }
        await().atMost(PATIENCE).until(() -> daemons().size() == 1);
    }

    @Test
    void comesBackAfterItWasKilled() throws Exception {
        Status first = daemon().start(PATIENCE);
        signal("KILL", pid(first));
        await().atMost(PATIENCE).until(() -> daemon().status().state() == State.STALE);

        Status second = daemon().start(PATIENCE);

        assertThat(second.state()).isEqualTo(State.READY);
        assertThat(second.pid()).isNotEqualTo(first.pid());
    }

    @Test
    void clearsAwayWhatADeadOneHasLeft() throws Exception {
        signal("KILL", pid(daemon().start(PATIENCE)));
        await().atMost(PATIENCE).until(() -> daemon().status().state() == State.STALE);
        assertThat(home.daemonSocket()).exists();

        assertThat(daemon().stop(PATIENCE).state()).isEqualTo(State.STALE);

        assertThat(home.daemonHandshake()).doesNotExist();
        assertThat(home.daemonSocket()).doesNotExist();
        assertThat(daemon().status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void leavesAnotherProcessAloneWhoseNumberItOnceHad() throws Exception {
        ProcessIdentity sleep = sleep();
        handshakeOf(new ProcessIdentity(sleep.pid(), sleep.startTicks() - 1, sleep.bootId()));

        assertThat(daemon().status().state()).isEqualTo(State.STALE);
        daemon().stop(PATIENCE);

        assertThat(foreign).allMatch(Process::isAlive);
        assertThat(home.daemonHandshake()).doesNotExist();
    }

    @Test
    void leavesALivingProcessAloneThatIsNoDaemon() throws Exception {
        handshakeOf(sleep());

        Status status = daemon().status();
        assertThat(status.state()).isEqualTo(State.STALE);
        assertThat(status.reason()).contains("it is no daemon");
        daemon().stop(PATIENCE);

        assertThat(foreign).allMatch(Process::isAlive);
        assertThat(daemon().start(PATIENCE).state()).isEqualTo(State.READY);
    }

    @Test
    void neverStartsASecondOneBesideOneThatDoesNotAnswer() throws Exception {
        long pid = pid(daemon().start(PATIENCE));
        signal("STOP", pid);

        await().atMost(PATIENCE).until(() -> daemon().status().state() == State.UNHEALTHY);
        assertThat(daemon().prepare())
                .singleElement()
                .satisfies(notice -> assertThat(notice.message())
                        .startsWith("this goes on without the daemon: it does not answer on"));
        assertThatThrownBy(() -> daemon().start(MOMENT)).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e).hasMessageContaining("does not answer on");
            assertThat(e.next().orElseThrow()).contains("kugetsu daemon stop");
        });
        assertThatThrownBy(() -> daemon().stop(MOMENT)).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e.next().orElseThrow()).contains("kill -9 " + pid);
        });
        assertThat(daemons()).extracting(ProcessHandle::pid).containsExactly(pid);

        signal("CONT", pid);
        await().atMost(PATIENCE).until(() -> daemon().status().state() == State.STOPPED);
    }

    @Test
    void isWaitedForUntilItIsReady() throws Exception {
        Path gate = folder.resolve("gate");
        variables.put(DaemonMain.GATE, gate.toString());

        assertThatThrownBy(() -> daemon().start(Duration.ofSeconds(5)))
                .hasMessageContaining("not ready within 5s: it is starting or ending");
        assertThat(daemon().status().state()).isEqualTo(State.NOT_READY);
        Files.createFile(gate);

        assertThat(daemon().start(PATIENCE).state()).isEqualTo(State.READY);
        assertThat(daemons()).hasSize(1);
    }

    @Test
    void saysWhyItCannotStartAndDoesNotWaitForIt() {
        variables.put(DaemonMain.OBSTACLE, "port 3001 is taken by process 17, node");

        assertThatThrownBy(() -> daemon().start(PATIENCE)).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e)
                    .hasMessageContaining("ended with exit code 5")
                    .hasMessageContaining("error: port 3001 is taken by process 17, node");
            assertThat(e.next().orElseThrow()).contains(home.daemonLog().toString());
        });
        assertThat(daemon().status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void saysThatItsHomeCannotBeUsed() throws IOException {
        home.create();
        Files.createDirectory(home.daemonLock());

        assertThatThrownBy(() -> daemon().start(PATIENCE)).hasMessageContaining("cannot lock " + home.daemonLock());
    }

    @Test
    void endsInOrderBySignalToo() throws Exception {
        Status started = daemon().start(PATIENCE);

        signal("TERM", pid(started));

        await().atMost(PATIENCE).until(() -> daemons().isEmpty());
        assertThat(home.daemonHandshake()).doesNotExist();
        assertThat(home.daemonSocket()).doesNotExist();
    }

    @Test
    void knowsTheFirstStartAfterTheMachineWasStartedAnew() throws IOException {
        daemon().start(PATIENCE);
        daemon().stop(PATIENCE);
        assertThat(home.directory().resolve("new-boot")).doesNotExist();
        String owner = Files.readString(home.daemonOwner());
        String boot = SystemProcesses.detect().current().bootId();
        Files.writeString(home.daemonOwner(), owner.replace(boot, "the-boot-before"));

        daemon().start(PATIENCE);
        daemon().stop(PATIENCE);
        assertThat(home.directory().resolve("new-boot")).exists();
        Files.delete(home.directory().resolve("new-boot"));
        daemon().start(PATIENCE);

        assertThat(home.directory().resolve("new-boot")).doesNotExist();
    }

    @Test
    void isNoPartOfTheTurnThatHasStartedIt() throws Exception {
        long pid = pid(daemon().start(PATIENCE));

        assertThat(Files.readString(Path.of("/proc/" + pid + "/environ"))).doesNotContain("KUGETSU_TURN_ID");
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0"))).hasToString("/dev/null");
        String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).split(" ", -1);
        assertThat(stat[5]).as("its process session").isEqualTo(Long.toString(pid));
    }

    /// Another command of the same user.
    private Daemon daemon() {
        Path launcher = folder.resolve("launcher");
        if (Files.notExists(launcher)) {
            writeLauncher(launcher);
        }
        return new DaemonHost(
                home,
                Map.of(),
                new DaemonHost.Program(
                        Optional.of(launcher), Optional.empty(), "test", (supervisor, call) -> Optional.empty()),
                ground -> {
                    throw new AssertionError("this is not the daemon");
                });
    }

    /// What `scripts/kugetsu` is to the real one.
    private void writeLauncher(Path script) {
        try {
            // What sqlite-jdbc unpacks stays when a process is killed.
            String words = ChildJvm.command(folder, DaemonMain.class).stream()
                    .map(word -> "'" + word + "'")
                    .collect(Collectors.joining(" "));
            String settings = variables.entrySet().stream()
                    .map(variable -> variable.getKey() + "='" + variable.getValue() + "' ")
                    .collect(Collectors.joining());
            Files.writeString(script, """
                    #!/bin/sh
                    export KUGETSU_HOME='%s'
                    %s exec %s
                    """.formatted(home.directory(), settings, words));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ProcessIdentity sleep() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        foreign.add(process);
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessIdentity(
                process.pid(),
                Long.parseLong(fields[19]),
                SystemProcesses.detect().current().bootId());
    }

    private void handshakeOf(ProcessIdentity process) throws IOException {
        home.create();
        Files.writeString(home.daemonHandshake(), """
                {"pid":%d,"start_ticks":%d,"boot_id":"%s","instance":"i","socket":"%s","port":null,
                 "version":"test","started_at":"2026-11-25T10:00:00Z"}
                """.formatted(
                        process.pid(), process.startTicks(), process.bootId(), home.daemonSocket()));
    }

    private List<ProcessHandle> daemons() {
        String mark = "KUGETSU_HOME=" + home.directory();
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(mark))
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"));
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static long pid(Status status) {
        return status.pid().orElseThrow();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
