package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.TurnId;
import java.time.Instant;
import java.util.Optional;

/// What the policy says of one turn that waits.
///
/// @param place among all that wait, from 1
/// @param hold why it must go on waiting; empty when it may start now
public record Verdict(TurnId turnId, int place, Optional<Hold> hold, Role role) {

    /// Why a turn waits.
    ///
    /// @param reason one line, such as `3 of 3 slots are taken`
    /// @param until when it is worth looking again although no row changes; empty when only rows matter
    public record Hold(String reason, Optional<Instant> until) {}

    /// What a turn that may start is.
    public enum Role {
        /// One as any other.
        ORDINARY,
        /// It tries first whether its provider's limit is over.
        PROBE
    }

    public boolean isGranted() {
        return hold.isEmpty();
    }

    /// Its place and why it waits, in one line.
    public String line() {
        return "place " + place + ": " + reason();
    }

    /// Why it waits, in one line.
    public String reason() {
        return hold.map(Hold::reason).orElse("a slot is free");
    }
}
