package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// One command in a process of its own, which dies at a given step.
final class HaltingMain {

    private HaltingMain() {}

    /// Runs it.
    ///
    /// @param arguments the step, the home, the repository, the command, the prompt
    public static void main(String[] arguments) {
        Steps steps = new Steps(Integer.parseInt(arguments[0]));
        Map<String, String> environment = System.getenv();
        KugetsuHome home = new KugetsuHome(Path.of(arguments[1]));
        Path repository = Path.of(arguments[2]);
        Supervisor supervisor = LocalHost.open(home, environment, steps.around(LocalHost.leaves(home, environment)));
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
            case "stop" -> supervisor.turns().stop(issue, Turns.Urgency.GRACEFUL);
            case "destroy" -> supervisor.sessions().destroy(issue);
            case "kill" -> supervisor.sessions().kill(issue);
            case "cleanup" ->
                supervisor.sessions().cleanup(supervisor.sessions().planCleanup(Optional.empty()));
            case "undo" -> supervisor.sessions().undo(issue);
            default -> throw new IllegalArgumentException(arguments[3]);
        }
        System.out.println("completed");
    }
}
