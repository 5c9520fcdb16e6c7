package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.Configuration.SettingView;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu config`: every setting and where it comes from.
@Command(
        name = "config",
        description = "Show every setting as it holds here, and where it comes from.",
        footer = {"", "Example:", "  kugetsu config --json"})
public final class ConfigCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    public ConfigCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            List<SettingView> settings = supervisor.configuration().list(context.directory());
            if (json.format() == Format.JSON) {
                context.console().print(Json.of(settings));
            } else {
                table(settings).print(context.console());
            }
            return ExitCode.DONE.number();
        }
    }

    private static Table table(List<SettingView> settings) {
        Table table = new Table("KEY", "VALUE", "ORIGIN");
        settings.forEach(setting -> table.row(setting.key(), setting.value(), setting.origin()));
        return table;
    }
}
