package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.worktrees.Worktrees;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts every call that leaves the supervisor, before and after it, and halts the whole process at one of
/// them: as dead as by `kill -9`, at a place that can be named.
final class Steps {

    private final AtomicInteger count = new AtomicInteger();
    private final int last;

    /// Halts at that step; counts from 1.
    Steps(int last) {
        this.last = last;
    }

    Leaves around(Leaves leaves) {
        return new Leaves(
                around(Worktrees.class, leaves.worktrees()),
                leaves.harnesses().stream()
                        .map(harness -> around(Harness.class, harness))
                        .toList(),
                around(CommandRunner.class, leaves.commands()),
                leaves.processes());
    }

    private <T> T around(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (List.of("name", "capabilities", "handle", "toString").contains(method.getName())) {
                        return method.invoke(real, arguments);
                    }
                    String call = port.getSimpleName() + "." + method.getName();
                    step("before " + call);
                    try {
                        Object result = method.invoke(real, arguments);
                        step("after " + call);
                        return result instanceof RunningTurn turn ? around(RunningTurn.class, turn) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    void step(String name) {
        if (count.incrementAndGet() == last) {
            System.out.println("halted " + name);
            System.out.flush();
            Runtime.getRuntime().halt(137);
        }
    }
}
