package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.HookFiles.HookFileView;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/// Whether files are written, or only told of.
final class HookRehearsal {

    @Option(names = "--dry-run", description = "Only tell which files would be made, changed or removed.")
    private boolean isRehearsal;

    Mode mode() {
        return isRehearsal ? Mode.REHEARSE : Mode.COMMIT;
    }

    void print(Console console, Format format, List<HookFileView> views) {
        if (!isRehearsal || format == Format.JSON) {
            HookSelection.print(console, format, views);
            return;
        }
        Table table = new Table("HARNESS", "WOULD BE", "FILE");
        views.forEach(view -> table.row(view.harness(), change(view), view.file()));
        table.print(console);
        HookSelection.note(console, views);
        console.say("note:  nothing was changed");
    }

    private static String change(HookFileView view) {
        return view.change()
                .map(change -> change.name().toLowerCase(Locale.ROOT))
                .orElse("as it is");
    }
}
