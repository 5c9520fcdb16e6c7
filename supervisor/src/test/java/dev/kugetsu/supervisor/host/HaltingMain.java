package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One command in a process of its own, which dies at a given step.
final class HaltingMain {

    private HaltingMain() {}

    /// Runs it.
    ///
    /// @param arguments the step, the home, the repository, the command, the prompt, and `served` where a
    ///   dispatcher works beside it as in a daemon
    public static void main(String[] arguments) throws InterruptedException {
        Steps steps = new Steps(Integer.parseInt(arguments[0]));
        Map<String, String> environment = System.getenv();
        KugetsuHome home = new KugetsuHome(Path.of(arguments[1]));
        Path repository = Path.of(arguments[2]);
        boolean isServed = arguments.length > 5;
        HomeAssembly wired =
                LocalHost.wire(home, environment, steps.around(Leaves.of(home, environment)), () -> isServed);
        if (isServed) {
            try (Dispatcher dispatcher = wired.dispatcher()) {
                dispatcher.start();
                run(arguments, repository, steps, wired);
            }
        } else {
            run(arguments, repository, steps, wired);
        }
        System.out.println("completed");
    }

    private static void run(String[] arguments, Path repository, Steps steps, HomeAssembly wired)
            throws InterruptedException {
        Supervisor supervisor = wired.supervisor();
        SessionRef issue = new SessionRef(World.ISSUE, repository);
        switch (arguments[3]) {
            case "start" ->
                supervisor
                        .turns()
                        .start(
                                new Turns.StartRequest(
                                        World.ISSUE,
                                        repository,
                                        arguments[4],
                                        Optional.empty(),
                                        Optional.empty(),
                                        World.options(Turns.Attendance.FOLLOW)),
                                progress -> steps.step(
                                        "telling " + progress.getClass().getSimpleName()));
            case "serve" -> serve(wired);
            case "stop" -> supervisor.turns().stop(issue, Turns.Urgency.GRACEFUL);
            case "destroy" -> supervisor.sessions().destroy(issue);
            case "kill" -> supervisor.sessions().kill(issue);
            case "cleanup" ->
                supervisor.sessions().cleanup(supervisor.sessions().planCleanup(Optional.empty()));
            case "undo" -> supervisor.sessions().undo(issue);
            case "reserve" -> System.out.println(HaltingReservation.reserve(supervisor, repository));
            case "capture" -> System.out.println(HaltingReservation.capture(supervisor, repository));
            default -> throw new IllegalArgumentException(arguments[3]);
        }
    }

    /// Until nothing is left to do.
    private static void serve(HomeAssembly wired) throws InterruptedException {
        try (Dispatcher dispatcher = wired.dispatcher()) {
            dispatcher.start();
            while (!isDone(wired.supervisor())) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static boolean isDone(Supervisor supervisor) {
        return supervisor
                .sessions()
                .list(new Sessions.Filter(Sessions.Filter.Scope.LIVE, Optional.empty(), Optional.empty()))
                .stream()
                .allMatch(session ->
                        session.lastTurn().flatMap(turn -> turn.outcome()).isPresent());
    }
}
