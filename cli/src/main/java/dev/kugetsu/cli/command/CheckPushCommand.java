package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CheckPush;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.PushRefusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `kugetsu reservation check-push`: what a pre-push hook calls, in git's own protocol. It refuses what is
/// proven to be wrong; whatever else happens, the push goes on.
final class CheckPushCommand implements Callable<Integer>, DescribedCommand {

    /// A push takes as long anyway.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LARGEST = 4 << 20;

    private final SharedContext context;
    private final CallerOptions caller = new CallerOptions();
    private final CommandSpec spec;

    CheckPushCommand(SharedContext context) {
        this.context = context;
        this.spec = CommandSpec.wrapWithoutInspection(this).name("check-push");
        spec.usageMessage()
                .description("Refuse to push branches that somebody else has reserved, as git's pre-push hook.")
                .footer(Footer.of(List.of("reservation check-push \"$@\"   # in .git/hooks/pre-push")));
        spec.add(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .paramLabel("<remote>")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Name and address of the remote, as git tells them; not used.")
                .build());
        caller.addTo(spec);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        List<PushRefusal> refusals = check();
        Console console = context.console();
        for (PushRefusal refusal : refusals) {
            console.say(console.err().palette().bad("not pushed:") + " "
                    + TerminalText.oneLine(refusal.ref() + ": " + refusal.reason()));
        }
        if (refusals.isEmpty()) {
            return ExitCode.DONE.number();
        }
        String next = refusals.stream().map(PushRefusal::next).distinct().collect(Collectors.joining("; "));
        console.say(console.err().palette().dim("next:") + "  "
                + TerminalText.oneLine(next + "; `git push --no-verify` pushes all the same"));
        return ExitCode.CONFLICT.number();
    }

    private List<PushRefusal> check() {
        FutureTask<List<PushRefusal>> task = new FutureTask<>(this::ask);
        Thread.ofVirtual().name("check-push").start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return open("nobody has answered within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            Throwable failure = Objects.requireNonNullElse(e.getCause(), e);
            return open(Objects.requireNonNullElseGet(failure.getMessage(), failure::toString));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return open("interrupted");
        }
    }

    private List<PushRefusal> ask() throws IOException {
        String updates = new String(context.console().in().readNBytes(LARGEST), StandardCharsets.UTF_8);
        Optional<String> token = Optional.ofNullable(context.environment().get(ReservationVerbs.TOKEN_VARIABLE))
                .filter(text -> !text.isBlank());
        return context.host()
                .coordinate(coordination -> coordination.perform(
                        ReservationVerbs.CHECK_PUSH,
                        new CheckPush(token, updates),
                        caller.caller(context),
                        Mode.COMMIT));
    }

    private List<PushRefusal> open(String why) {
        context.console().say(TerminalText.oneLine("kugetsu has not checked this push: " + why));
        return List.of();
    }
}
