package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnOutcome;
import java.util.Optional;

/// How a turn has ended, once all its processes have and its parser has read everything.
record Conclusion(TurnProcess process, OutputParser parser) {

    /// Also removes the turn's temporary files.
    TurnOutcome outcome() {
        if (process.isUntraceable()) {
            return lostFolder();
        }
        FolderRemoval.removeIfPossible(folder().temporary());
        return process.findStop().map(this::interrupted).orElseGet(this::judged);
    }

    private TurnOutcome judged() {
        return parser.judge(process.findExit().map(TurnRecords.Exit::code), Tail.of(folder().stderr()));
    }

    private TurnOutcome interrupted(TurnRecords.Stop stop) {
        return switch (stop.reason()) {
            case REQUESTED -> parser.interrupted(TurnOutcome.Status.STOPPED, Optional.empty());
            case FIRST_EVENT_DEADLINE, SILENCE_DEADLINE, TURN_DEADLINE ->
                parser.interrupted(
                        TurnOutcome.Status.TIMED_OUT, Optional.of(new Failure(Failure.Kind.DEADLINE, stop.words())));
        };
    }

    private TurnOutcome lostFolder() {
        String message = "the folder of turn " + process.handle().turnId() + " was deleted while it ran: "
                + folder().path() + "; nobody can tell how it ended";
        return parser.interrupted(
                TurnOutcome.Status.LOST, Optional.of(new Failure(Failure.Kind.PROCESS_GONE, message)));
    }

    private TurnFolder folder() {
        return process.handle().folder();
    }
}
