package dev.kugetsu.cli;

import dev.kugetsu.cli.command.Host;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/// `kugetsu hook [--process <pid>] <harness> <event>`: what the harness of an agent calls when something
/// happens, where no daemon answers. Speaks that harness's protocol instead of ours, and is no command among
/// the others, because it has no time to build one: agents wait for it. Whatever goes wrong, they go on.
///
/// Before that, `kugetsu hook-glance` tells by its exit code whether anything has to be answered at all. It
/// needs so few classes that its Java starts in half the time, with a start-up cache of its own.
final class HookProgram {

    static final String NAME = "hook";
    static final String GLANCE = "hook-glance";
    static final List<String> NAMES = List.of(NAME, GLANCE);

    private static final int NOTHING_IN_THE_WAY = 0;
    private static final int UNCERTAIN = 1;

    /// With what it takes to start Java, the agent goes on within two seconds.
    private static final Duration PATIENCE = Duration.ofMillis(1_400);

    private static final int LARGEST = 16 << 20;

    private final Host host;
    private final Map<String, String> environment;
    private final Path directory;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final IntConsumer exit;

    HookProgram(
            Host host,
            Map<String, String> environment,
            Path directory,
            InputStream in,
            PrintStream out,
            PrintStream err,
            IntConsumer exit) {
        this.host = host;
        this.environment = environment;
        this.directory = directory;
        this.in = in;
        this.out = out;
        this.err = err;
        this.exit = exit;
    }

    /// @param arguments without the name of the program, with its own
    int run(List<String> arguments) {
        boolean isGlance = arguments.getFirst().equals(GLANCE);
        // What a glance has not seen is looked at; what has no answer stands in nobody's way.
        int unanswered = isGlance ? UNCERTAIN : NOTHING_IN_THE_WAY;
        FutureTask<Integer> answering = new FutureTask<>(() -> {
            HookRequest request = request(arguments.subList(1, arguments.size()));
            return isGlance ? glance(request) : answer(request);
        });
        Thread.ofPlatform().daemon().name("hook").start(answering);
        try {
            return answering.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            err.println("kugetsu: no answer to this hook in time");
            // What still works on it cannot be waited for.
            exit.accept(unanswered);
            return unanswered;
        } catch (ExecutionException e) {
            err.println("kugetsu: no answer to this hook: " + e.getMessage());
            return unanswered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered;
        }
    }

    private HookRequest request(List<String> arguments) throws IOException {
        boolean hasProcess = arguments.size() == 4 && arguments.getFirst().equals("--process");
        List<String> words = hasProcess ? arguments.subList(2, 4) : arguments;
        if (words.size() != 2) {
            throw new IOException("usage: kugetsu hook [--process <pid>] <harness> <event> < call.json");
        }
        String input = new String(in.readNBytes(LARGEST + 1), StandardCharsets.UTF_8);
        OptionalLong process = OptionalLong.of(
                hasProcess
                        ? Long.parseLong(arguments.get(1))
                        : ProcessHandle.current().pid());
        return new HookRequest(words.getFirst(), words.getLast(), input, caller(), process);
    }

    private int glance(HookRequest request) {
        return host.isNothingInTheWay(request) ? NOTHING_IN_THE_WAY : UNCERTAIN;
    }

    private Caller caller() {
        Caller somebody = Caller.in(directory);
        return Optional.ofNullable(environment.get("KUGETSU_SESSION"))
                .filter(id -> !id.isBlank())
                .map(somebody::asSession)
                .orElse(somebody);
    }

    private int answer(HookRequest request) throws IOException {
        // Whoever has locked something has been told of what is wrong with the configuration.
        try (Supervisor supervisor = host.openForVerbs(fault -> {})) {
            HookAnswer answer = supervisor.hooks().answer(request);
            out.print(answer.stdout());
            out.flush();
            err.print(answer.stderr());
            if (!out.checkError()) {
                answer.receipt().ifPresent(supervisor.hooks()::confirm);
            }
            return answer.exitCode();
        } catch (KugetsuException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
