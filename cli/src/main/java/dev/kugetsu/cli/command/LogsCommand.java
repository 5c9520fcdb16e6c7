package dev.kugetsu.cli.command;

import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.cli.output.EventArray;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.LastLines;
import dev.kugetsu.cli.output.RawCopy;
import dev.kugetsu.cli.output.TurnDisplay;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.Turns.Until;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kugetsu logs`: what a turn has said.
@Command(
        name = "logs",
        description = "Show what the last turn of a session, or the turn that is named, has said.",
        footer = {"", "Examples:", "  kugetsu logs '#42' -f", "  kugetsu logs t-9f3h --raw"})
public final class LogsCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            paramLabel = "<session>",
            description = "The issue, or the id of the session or of a turn, or a unique prefix of it.")
    private String session = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the turn has ended.")
    private boolean isFollowed;

    @Option(names = "--raw", description = "Print what the harness printed, byte by byte.")
    private boolean isRaw;

    @Mixin
    private final JsonOption json = new JsonOption();

    public LogsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            Until until = isFollowed ? Until.TURN_END : Until.NOW;
            if (isRaw) {
                copy(supervisor.turns(), context.session(session), until);
            } else {
                replay(supervisor.turns(), context.session(session), until);
            }
            return ExitCode.DONE.number();
        }
    }

    private void replay(Turns turns, SessionRef ref, Until until) {
        switch (json.format()) {
            case TEXT -> {
                TurnDisplay display = new TurnDisplay(context.console(), Format.TEXT, context.pathNames());
                AtomicBoolean isSilent = new AtomicBoolean(true);
                turns.replay(ref, until, whileRead(progress -> {
                    isSilent.set(false);
                    display.progressed(progress);
                }));
                if (isSilent.get()) {
                    tellStandardError(turns.folder(ref));
                }
            }
            case JSON -> {
                try (EventArray events = new EventArray(context.console().out())) {
                    turns.replay(ref, until, whileRead(events::add));
                }
            }
        }
    }

    /// An agent that could not even begin says why there, and nowhere else.
    private void tellStandardError(Path folder) {
        Path file = new TurnFolder(folder).stderr();
        List<String> lines = LastLines.of(file);
        if (lines.isEmpty()) {
            context.console().say("the agent has said nothing");
            return;
        }
        context.console()
                .say("the agent has said nothing; this is the end of its standard error, "
                        + context.pathNames().shorten(file) + ":");
        lines.forEach(context.console()::say);
    }

    /// The events of the turn only say when there is something new to copy.
    private void copy(Turns turns, SessionRef ref, Until until) {
        try (RawCopy copy = RawCopy.open(
                new TurnFolder(turns.folder(ref)).stdout(), context.console().out())) {
            copy.advance();
            if (until == Until.TURN_END) {
                turns.replay(ref, until, whileRead(progress -> copy.advance()));
                copy.advance();
            }
        }
    }

    /// Ends the process when nobody reads any more: a turn that is followed may go on for hours.
    private Consumer<TurnProgress> whileRead(Consumer<TurnProgress> reaction) {
        return progress -> {
            reaction.accept(progress);
            if (context.console().out().isBroken()) {
                context.exit().accept(ExitCode.INTERRUPTED.number());
            }
        };
    }
}
