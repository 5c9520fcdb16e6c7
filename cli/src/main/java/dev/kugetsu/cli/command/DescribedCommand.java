package dev.kugetsu.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/// A command whose options are made from values instead of annotations.
public interface DescribedCommand {

    /// What it is called, takes and does.
    CommandSpec spec();
}
