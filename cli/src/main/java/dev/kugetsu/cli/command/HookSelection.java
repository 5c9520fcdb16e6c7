package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.HookFiles.HookFileView;
import dev.kugetsu.supervisor.coordination.HookFiles.HookPlace;
import dev.kugetsu.supervisor.json.Json;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/// Which harnesses' hooks are meant, and how they are shown.
final class HookSelection {

    private static final String ALL = "all";

    @Option(
            names = "--harness",
            paramLabel = "<harness>",
            description = "The harness, such as codex, or all; repeatable.")
    private List<String> harnesses = List.of();

    boolean isEmpty() {
        return harnesses.isEmpty();
    }

    HookPlace place(CommandContext context) {
        return new HookPlace(
                context.directory(),
                context.host()
                        .hookProgram()
                        .orElseThrow(() -> new KugetsuException(
                                Kind.UNAVAILABLE,
                                "nothing says where kugetsu is installed",
                                "start it by its launcher, scripts/kugetsu")),
                harnesses.contains(ALL) ? List.of() : harnesses);
    }

    static void print(Console console, Format format, List<HookFileView> views) {
        if (format == Format.JSON) {
            console.print(Json.of(views));
            return;
        }
        Table table = new Table("HARNESS", "HOOKS", "FILE");
        views.forEach(view -> table.row(view.harness(), view.state().name().toLowerCase(Locale.ROOT), view.file()));
        table.print(console);
        note(console, views);
    }

    /// What is worth knowing of each.
    static void note(Console console, List<HookFileView> views) {
        views.forEach(view -> view.notes().forEach(note -> console.say("note:  " + note)));
    }

    /// What a person has to do besides.
    static void advise(Console console, List<HookFileView> views) {
        views.forEach(view -> view.advice().ifPresent(advice -> console.say("note:  " + advice)));
    }
}
