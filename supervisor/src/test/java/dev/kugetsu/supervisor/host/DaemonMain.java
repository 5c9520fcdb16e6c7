package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.daemon.DaemonProcess.Boot;
import dev.kugetsu.supervisor.daemon.Listener;
import dev.kugetsu.supervisor.daemon.SocketServer;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A daemon as a process of its own, with a server that knows just enough.
final class DaemonMain {

    /// Names a file without which it cannot become ready.
    static final String GATE = "DAEMON_GATE";

    /// What stands in the way of its server.
    static final String OBSTACLE = "DAEMON_OBSTACLE";

    private DaemonMain() {}

    public static void main(String... arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        KugetsuHome home = KugetsuHome.of(environment);
        StopRequest stop = new StopRequest();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.request("signal");
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            new DaemonHost(
                            home,
                            environment,
                            new DaemonHost.Program(
                                    Optional.empty(), Optional.empty(), "test", (supervisor, call) -> Optional.empty()),
                            new HomeParts(Optional.empty(), (ground, host) -> new SmallListener(ground)))
                    .run(stop);
        } catch (KugetsuException e) {
            System.err.println("error: " + e.getMessage());
            Runtime.getRuntime().halt(e.kind() == KugetsuException.Kind.CONFLICT ? 3 : 5);
        }
    }

    private static final class SmallListener implements Listener {

        private final DaemonParts.Ground ground;
        private final AtomicReference<@Nullable SocketServer> server = new AtomicReference<>();

        SmallListener(DaemonParts.Ground ground) {
            this.ground = ground;
        }

        @Override
        public String name() {
            return "server";
        }

        @Override
        public void start() {
            Optional.ofNullable(ground.environment().get(OBSTACLE)).ifPresent(why -> {
                throw new KugetsuException(KugetsuException.Kind.UNAVAILABLE, why);
            });
            try {
                server.set(SocketServer.start(ground.home().daemonSocket(), this::answer));
                if (ground.boot() == Boot.NEW) {
                    Files.writeString(ground.home().directory().resolve("new-boot"), "");
                }
                awaitGate();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void awaitGate() {
            String gate = ground.environment().getOrDefault(GATE, "/");
            try {
                while (Files.notExists(Path.of(gate))) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private String answer(String request) {
            return switch (request) {
                case "GET /healthz" -> SocketServer.health(ground.identity());
                case "GET /readyz" -> SocketServer.reply(ground.readiness().isReady() ? 200 : 503, "{}");
                case "POST /api/v1/daemon/stop" -> {
                    ground.stop().request("asked");
                    yield SocketServer.reply(202, "{}");
                }
                default -> SocketServer.reply(404, "{}");
            };
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(3001);
        }

        @Override
        public void close() {
            SocketServer running = server.get();
            if (running != null) {
                running.close();
            }
        }
    }
}
