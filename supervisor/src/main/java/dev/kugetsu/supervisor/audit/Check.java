package dev.kugetsu.supervisor.audit;

import java.util.List;

/// Compares one kind of thing with its rows; changes nothing.
///
/// What a row stands for is recorded before it is made and forgotten after it is gone. So a thing is looked for
/// before the rows that could explain it, and a row is believed only if it says the same after the thing was
/// missed.
@FunctionalInterface
interface Check {

    List<Found> find();
}
