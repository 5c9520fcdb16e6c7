package dev.kugetsu.cli.output;

import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.cli.output.Phase.Mark;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import java.nio.file.Path;
import java.util.Optional;

/// Shows a turn while it happens: what the agent says on standard output, everything else on standard error.
/// With JSON as the format, standard output stays empty for the object at the end.
public final class TurnDisplay implements TurnObserver {

    private final Console console;
    private final Format format;
    private final PathNames names;

    public TurnDisplay(Console console, Format format, PathNames names) {
        this.console = console;
        this.format = format;
        this.names = names;
    }

    @Override
    public void progressed(TurnProgress progress) {
        switch (progress) {
            case TurnProgress.Accepted accepted ->
                print(Phase.of(Mark.ASIDE, "turn", accepted.turn() + " of " + accepted.session()));
            case TurnProgress.Waiting waiting -> print(Phase.of(Mark.ASIDE, "waiting", waiting.reason()));
            case TurnProgress.WorktreeReady ready -> print(worktree(ready));
            case TurnProgress.SetupDone setup -> print(Phase.done("setup", setup.command(), setup.took()));
            case TurnProgress.SessionForked forked ->
                print(Phase.done(
                        "session", forked.harnessSessionId() + " forked from base " + forked.base(), forked.took()));
            case TurnProgress.Launched launched -> print(Phase.of(Mark.ASIDE, "agent", launched(launched)));
            case TurnProgress.AgentActed acted -> show(acted.event());
            case TurnProgress.Warned warned ->
                print(Phase.of(
                        Mark.WARNING,
                        "warning",
                        warned.message()
                                + warned.next().map(next -> "; " + next).orElse("")));
        }
    }

    private Phase worktree(TurnProgress.WorktreeReady ready) {
        String where = names.shorten(ready.directory()) + "   " + ready.branch() + " from " + ready.base();
        return Phase.done("worktree", where, ready.took());
    }

    private String launched(TurnProgress.Launched launched) {
        return "process " + launched.pid() + ", traces in " + names.shorten(launched.folder());
    }

    private void show(HarnessEvent event) {
        switch (event) {
            case HarnessEvent.TextProduced produced -> printText(produced.text());
            case HarnessEvent.ToolUsed used -> print(tool(used));
            case HarnessEvent.PermissionDenied denied ->
                print(Phase.of(
                        Mark.WARNING,
                        "refused",
                        denied.wanted() + "; grant it with --allow '" + denied.wanted() + "'"));
            case HarnessEvent.RetryScheduled retry ->
                print(Phase.of(Mark.WARNING, "retry", retry.attempt() + ": " + retry.reason()));
            case HarnessEvent.ErrorReported error ->
                print(Phase.of(Mark.FAILED, "error", error.failure().message()));
            case HarnessEvent.MessageReceived received -> print(Phase.of(Mark.ASIDE, "message", received.messageId()));
            case HarnessEvent.LineSkipped skipped -> print(Phase.of(Mark.ASIDE, "unknown line", skipped.head()));
            // The session is named by its phase, the usage by the last line.
            case HarnessEvent.SessionStarted started -> {}
            case HarnessEvent.UsageReported reported -> {}
        }
    }

    private static Phase tool(HarnessEvent.ToolUsed used) {
        Optional<Phase> failed =
                used.error().map(error -> Phase.of(Mark.ASIDE, used.tool(), used.title() + ": failed: " + error));
        return failed.orElseGet(() -> Phase.of(Mark.ASIDE, used.tool(), used.title()));
    }

    private void printText(String text) {
        if (format == Format.JSON) {
            return;
        }
        String indent = console.out().isTerminal() ? "  " : "";
        TerminalText.clean(text).stripTrailing().lines().forEach(line -> console.print(indent + line));
    }

    private void print(Phase phase) {
        phase.print(console.err(), console.symbols());
    }

    /// How folders are written for a person.
    @FunctionalInterface
    public interface PathNames {
        String shorten(Path path);
    }
}
