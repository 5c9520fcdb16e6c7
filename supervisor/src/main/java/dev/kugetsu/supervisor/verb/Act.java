package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import java.util.function.Function;

/// One verb that is being done.
public interface Act {

    Caller caller();

    /// Whether it stays; a rehearsal must not touch anything outside of the store.
    Mode mode();

    /// Reads in one transaction.
    <T> T read(Function<Desk, T> work);

    /// Reads and writes in one transaction, everything or nothing; in a rehearsal nothing.
    <T> T write(Function<Desk, T> work);
}
