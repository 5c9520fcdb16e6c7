package dev.kugetsu.supervisor.audit;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnRecords;
import dev.kugetsu.supervisor.turn.TurnState;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds turns that have not ended although nothing of them is there.
final class TurnCheck implements Check {

    private final KugetsuHome home;
    private final TurnRecords records;
    private final Recovery recovery;
    private final Processes processes;

    TurnCheck(KugetsuHome home, TurnRecords records, Recovery recovery, Processes processes) {
        this.home = home;
        this.records = records;
        this.recovery = recovery;
        this.processes = processes;
    }

    @Override
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (Turn turn : records.listNotEnded()) {
            findForsaken(turn).ifPresent(found::add);
            findFolderless(turn).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Found> findForsaken(Turn turn) {
        return reason(turn)
                .map(reason -> Found.mendable(
                        Kind.TURN_FORSAKEN,
                        turn.turnId().value(),
                        Found.of(turn.sessionId()),
                        "it is " + turn.state().name().toLowerCase(Locale.ROOT) + ", but " + reason,
                        "records how it ended, or undoes what never ran",
                        () -> repair(turn)));
    }

    private Optional<String> reason(Turn turn) {
        if (isDead(turn.owner())) {
            return Optional.of("process " + turn.owner().get().pid() + ", which looked after it, is gone");
        }
        if (turn.owner().isPresent() || turn.state() == TurnState.QUEUED) {
            return Optional.empty();
        }
        if (isDead(turn.handle())) {
            return Optional.of("its process " + turn.handle().get().pid() + " is gone, and nobody looks after it");
        }
        return turn.handle().isEmpty() ? Optional.of("nobody looks after it") : Optional.empty();
    }

    private boolean isDead(Optional<ProcessIdentity> process) {
        return process.filter(known -> processes.probe(known) == Liveness.DEAD).isPresent();
    }

    private void repair(Turn turn) {
        recovery.repair();
        if (reason(records.get(turn.turnId())).isPresent()
                && !records.get(turn.turnId()).state().isTerminal()) {
            throw new KugetsuException(
                    KugetsuException.Kind.FAILED,
                    "turn " + turn.turnId() + " could not be repaired",
                    "the log of kugetsu says why");
        }
    }

    private Optional<Found> findFolderless(Turn turn) {
        Path folder = home.turn(turn.turnId()).path();
        if (!Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)
                || records.get(turn.turnId()).state().isTerminal()) {
            return Optional.empty();
        }
        return Optional.of(Found.undecided(
                Kind.TURN_FOLDER_MISSING,
                turn.turnId().value(),
                Found.of(turn.sessionId()),
                "its folder " + folder + " is gone, and with it how it will end",
                "end it with `kugetsu stop " + turn.turnId() + "`"));
    }
}
