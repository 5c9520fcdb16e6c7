package dev.kugetsu.cli;

import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The real program around a supervisor that is none, for tests that need a process: its turn works until it is
/// stopped, and its harness has an interface that says what happens to it.
final class ProcessMain {

    /// How many requests to stop it takes; 0 for a turn that is never even accepted.
    static final String STOPS_NEEDED = "STOPS_NEEDED";

    private static final String TALKATIVE = """
            trap 'echo interrupted' INT
            trap 'echo "resized to $(stty size)"' WINCH
            echo "size $(stty size)"
            until [ "$line" = end ]; do line=; read -r line; echo "got $line"; done
            exit 7
            """;

    private ProcessMain() {}

    public static void main(String... arguments) {
        Map<String, String> environment = System.getenv();
        int stopsNeeded = Integer.parseInt(environment.getOrDefault(STOPS_NEEDED, "1"));
        System.exit(Main.run(
                new FakeHost(new WorkingSupervisor(stopsNeeded), new FakeDaemon()), environment, List.of(arguments)));
    }

    private static final class WorkingSupervisor extends FakeSupervisor {
        private final int stopsNeeded;
        private final CountDownLatch stops;

        WorkingSupervisor(int stopsNeeded) {
            this.stopsNeeded = stopsNeeded;
            this.stops = new CountDownLatch(Math.max(1, stopsNeeded));
        }

        @Override
        public TurnReport start(StartRequest request, TurnObserver observer) {
            if (stopsNeeded > 0) {
                observer.progressed(new TurnProgress.Accepted(new SessionId("s-4k7m2xqd"), new TurnId("t-9f3hw0ab")));
            }
            observer.progressed(new TurnProgress.AgentActed(new HarnessEvent.TextProduced("I work.")));
            awaitStops();
            return Samples.report(Optional.of(Outcome.STOPPED), Optional.empty());
        }

        @Override
        public Optional<TurnReport> stop(SessionRef ref, Urgency urgency) {
            System.err.println("stop " + ref + " " + urgency);
            stops.countDown();
            awaitStops();
            return Optional.empty();
        }

        private void awaitStops() {
            try {
                stops.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public InteractiveInit beginInteractive(InitRequest request) {
            return new InteractiveInit(
                    request,
                    new ProjectId("app"),
                    "talkative",
                    Optional.empty(),
                    new InteractiveCommand(
                            List.of("sh", "-c", TALKATIVE),
                            System.getenv(),
                            Path.of("").toAbsolutePath()),
                    List.of(),
                    Samples.NOON);
        }
    }
}
