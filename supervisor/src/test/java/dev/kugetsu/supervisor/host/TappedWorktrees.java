package dev.kugetsu.supervisor.host;

import dev.kugetsu.worktrees.Worktrees;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Real worktrees in whose calls a test can interfere.
final class TappedWorktrees {

    /// What happens besides; it may throw.
    @FunctionalInterface
    interface Tap {
        void run() throws Exception;
    }

    private final Map<String, Tap> before = new ConcurrentHashMap<>();
    private final Map<String, Tap> after = new ConcurrentHashMap<>();
    private final Worktrees worktrees;

    TappedWorktrees(Worktrees real) {
        worktrees = (Worktrees) Proxy.newProxyInstance(
                Worktrees.class.getClassLoader(), new Class<?>[] {Worktrees.class}, (proxy, method, arguments) -> {
                    run(before, method.getName());
                    try {
                        Object answer = method.invoke(real, arguments);
                        run(after, method.getName());
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Worktrees worktrees() {
        return worktrees;
    }

    /// Once, before the next call of that method.
    TappedWorktrees before(String method, Tap tap) {
        before.put(method, tap);
        return this;
    }

    /// Once, after the next call of that method has succeeded.
    TappedWorktrees after(String method, Tap tap) {
        after.put(method, tap);
        return this;
    }

    private static void run(Map<String, Tap> taps, String method) throws Exception {
        Tap tap = taps.remove(method);
        if (tap != null) {
            tap.run();
        }
    }
}
