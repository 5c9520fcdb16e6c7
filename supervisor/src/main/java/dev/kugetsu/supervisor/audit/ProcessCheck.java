package dev.kugetsu.supervisor.audit;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnDao;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds living processes that carry the mark of a turn of this home that has ended, or that was never recorded.
final class ProcessCheck implements Check {

    private static final Duration GRACE = Duration.ofSeconds(2);

    /// The mark is what any process may have set it to.
    private static final Pattern TURN = Pattern.compile(Pattern.quote(TurnId.PREFIX) + "[0-9a-z]+");

    private final Store store;
    private final KugetsuHome home;
    private final Processes processes;

    ProcessCheck(Store store, KugetsuHome home, Processes processes) {
        this.store = store;
        this.home = home;
        this.processes = processes;
    }

    @Override
    public List<Found> find() {
        Map<String, List<ProcessIdentity>> marked = processes.listMarked();
        return marked.entrySet().stream()
                .filter(entry -> TURN.matcher(entry.getKey()).matches())
                .flatMap(entry -> find(new TurnId(entry.getKey()), entry.getValue()).stream())
                .toList();
    }

    private Optional<Found> find(TurnId id, List<ProcessIdentity> seen) {
        Optional<Turn> turn = store.read(handle -> handle.attach(TurnDao.class).find(id));
        boolean isOfThisHome =
                turn.isPresent() || Files.isDirectory(home.turn(id).path());
        boolean isExplained = turn.filter(known -> !known.state().isTerminal()).isPresent();
        List<ProcessIdentity> living = seen.stream().filter(this::isStranded).toList();
        if (!isOfThisHome || isExplained || living.isEmpty()) {
            return Optional.empty();
        }
        String pids =
                living.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(", "));
        String why = turn.map(known -> "turn " + id + " has ended").orElse("there is no turn " + id);
        return Optional.of(Found.mendable(
                Kind.PROCESS_UNOWNED,
                id.value(),
                Found.of(id),
                why + ", but processes with its mark live: " + pids,
                "ends them, and all that they have started",
                () -> end(id)));
    }

    /// A kugetsu that an agent has called carries the mark of that agent's turn, and may be the one that looks.
    private boolean isStranded(ProcessIdentity process) {
        return processes.probe(process) == Liveness.ALIVE && !process.equals(processes.current());
    }

    private void end(TurnId id) {
        try {
            processes.endMarked(id.value(), GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED, "interrupted while processes of turn " + id + " were ended");
        }
    }
}
