package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.command.Host;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Without a store: what a glance says, and what is said when there is no answer.
class HookProgramTest {

    private static final int OPEN = 0;
    private static final int UNCERTAIN = 1;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Integer> exits = new ArrayList<>();

    @Test
    void tellsByItsExitCodeWhetherAnythingIsToBeAnswered() {
        assertThat(glance(call -> true)).isEqualTo(OPEN);
        assertThat(glance(call -> false)).isEqualTo(UNCERTAIN);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void looksCloserWhereAGlanceFails() {
        assertThat(glance(call -> {
                    throw new IllegalStateException("no such class");
                }))
                .isEqualTo(UNCERTAIN);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no such class");
    }

    @Test
    void looksCloserWhereAGlanceHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(glance(call -> {
                    try {
                        never.await();
                        return true;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isEqualTo(UNCERTAIN);
        assertThat(exits).containsExactly(UNCERTAIN);
        never.countDown();
    }

    @Test
    void letsTheAgentGoOnWhereThereIsNoAnswer() {
        assertThat(program(call -> false).run(List.of("hook", "claude-code"))).isEqualTo(OPEN);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: kugetsu hook");
        assertThat(program(call -> false).run(List.of("hook-glance", "claude-code")))
                .isEqualTo(UNCERTAIN);
    }

    private int glance(Predicate<HookRequest> isNothingInTheWay) {
        return program(isNothingInTheWay).run(List.of("hook-glance", "--process", "1", "claude-code", "PreToolUse"));
    }

    private HookProgram program(Predicate<HookRequest> isNothingInTheWay) {
        Host host = (Host) Proxy.newProxyInstance(
                Host.class.getClassLoader(), new Class<?>[] {Host.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("isNothingInTheWay");
                    return isNothingInTheWay.test((HookRequest) arguments[0]);
                });
        return new HookProgram(
                host,
                Map.of(),
                Path.of("/src/app"),
                new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                System.out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                exits::add);
    }
}
