package dev.kugetsu.supervisor.overview;

import java.util.Locale;

/// The rules by which the status of a session follows from facts, each as a sentence.
enum Rule {
    ENDED("a session that was ended is ended, whatever its turns say"),
    NO_TURN("a session without a turn waits for one"),
    WAITING("a turn that waits for a slot makes its session queued"),
    PREPARING("a turn that is being prepared by a process that is not proven dead makes its session starting"),
    OWNER_GONE("a turn that has not been launched, and whose owner is gone, is settled by the next command"),
    STOP_REQUESTED("a turn whose end was asked for works until its process has ended"),
    PROCESS_ALIVE("a turn whose process lives works"),
    SILENT("a turn whose process lives works, however long it has been silent; its deadline will end it"),
    OUTPUT_FRESH("a probe that cannot tell is no death: output within the limit shows that the turn works"),
    NOTHING_PROVEN("without a proof of life or death, and silent past its limit, a turn counts as neither"),
    END_BEING_RECORDED("a process that has written its exit is over; its owner is recording that"),
    END_UNRECORDED("a process that has written its exit is over; nobody has recorded how it ended yet"),
    PROCESS_DEAD("a proven death beats what is recorded: without an exit nobody saw how the turn ended"),
    OUTCOME("the outcome of the last turn decides");

    private final String meaning;

    Rule(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    /// As scripts see it; never changes.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
