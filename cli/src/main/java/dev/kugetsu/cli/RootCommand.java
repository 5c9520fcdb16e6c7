package dev.kugetsu.cli;

import picocli.CommandLine.Command;

@Command(
        name = "kugetsu",
        description = "Supervises headless coding agents: one issue, one worktree, one session.",
        synopsisSubcommandLabel = "<command>",
        footer = {
            "",
            "Examples:",
            "  kugetsu init --headless",
            "  kugetsu start '#42' \"fix the crash at start-up\"",
            "  kugetsu list"
        })
final class RootCommand {}
