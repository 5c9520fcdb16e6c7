package dev.kugetsu.cli.command;

import java.util.SequencedMap;

/// A command that is nothing by itself but the parts it consists of.
public interface CommandGroup {

    /// Its commands by name, in the order in which they are shown.
    SequencedMap<String, Object> commands();
}
