package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Format;
import picocli.CommandLine.Option;

final class JsonOption {

    @Option(names = "--json", description = "Print JSON on standard output, errors too.")
    private boolean isWanted;

    Format format() {
        return isWanted ? Format.JSON : Format.TEXT;
    }
}
