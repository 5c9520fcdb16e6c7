package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.Bases.BaseView;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.DestroyReport;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kugetsu destroy`: ends a session, or deletes the base session of a project.
@Command(
        name = "destroy",
        description = "End a session: its turn, processes, worktree and harness session. Its work is preserved.",
        footer = {"", "Examples:", "  kugetsu destroy '#42'", "  kugetsu destroy --base -y"})
public final class DestroyCommand implements Callable<Integer> {

    private final CommandContext context;

    @ArgGroup(multiplicity = "1")
    private final Target target = new Target();

    @Option(names = "--harness", paramLabel = "<harness>", description = "Whose base, when there are several.")
    private Optional<String> harness = Optional.empty();

    @Mixin
    private final AssentOption assent = new AssentOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    public DestroyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            if (target.isBase) {
                destroyBase(supervisor);
            } else {
                destroySession(supervisor, context.session(target.session));
            }
            return ExitCode.DONE.number();
        }
    }

    private void destroySession(Supervisor supervisor, SessionRef ref) {
        SessionView session = supervisor.sessions().get(ref).session();
        assent.require(
                context,
                "Destroy session " + session.sessionId() + " of " + session.label() + "? Its work is preserved.");
        // By its id: the reference could mean another session by now.
        print(supervisor.sessions().destroy(context.session(session.sessionId())));
    }

    private void destroyBase(Supervisor supervisor) {
        BaseView base = supervisor.bases().get(context.directory(), harness);
        assent.require(
                context, "Delete the base session " + base.harnessSessionId() + " of project " + base.project() + "?");
        BaseView deleted = supervisor.bases().destroy(context.directory(), Optional.of(base.harness()));
        context.console()
                .print(
                        json.format() == Format.JSON
                                ? Json.of(deleted)
                                : "deleted the base session " + deleted.harnessSessionId() + " of project "
                                        + deleted.project());
    }

    private void print(DestroyReport report) {
        Console console = context.console();
        report.warnings().forEach(warning -> console.say("warning: " + warning));
        if (json.format() == Format.JSON) {
            console.print(Json.of(report));
            return;
        }
        console.print("destroyed session " + report.sessionId() + " of " + report.label());
        report.branch().ifPresent(branch -> console.print("  branch     " + branch + " stays"));
        report.preservedRef().ifPresent(ref -> console.print("  preserved  " + ref));
        console.say("bring it back with: kugetsu undo " + ShellWord.of(report.sessionId()));
    }

    private static final class Target {

        @Parameters(
                paramLabel = "<session>",
                description = "The issue, or the id of the session or a unique prefix of it.")
        private String session = "";

        @Option(names = "--base", description = "The base session of the project that you stand in.")
        private boolean isBase;
    }
}
