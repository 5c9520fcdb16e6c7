package dev.kugetsu.cli.command;

import picocli.CommandLine.Option;

/// The option `-y`, which answers in advance.
final class AssentOption {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean isAssented;

    /// Returns when the answer is yes, in advance or now.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException like [Confirmation#require]
    void require(CommandContext context, String question) {
        if (!isAssented) {
            new Confirmation(context.console(), "-y").require(question);
        }
    }
}
