package dev.kugetsu.supervisor.harness;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.supervisor.KugetsuException;

/// The one place where what went wrong with a harness becomes what a user is told.
public final class HarnessFailures {

    private HarnessFailures() {}

    /// Work of a harness.
    public interface Work<T> {
        T run() throws HarnessException;
    }

    /// Does it, or says what the user can do about it.
    public static <T> T guard(Work<T> work) {
        try {
            return work.run();
        } catch (HarnessException e) {
            throw translate(e);
        }
    }

    public static KugetsuException translate(HarnessException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case MISSING ->
                new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        message,
                        "install it, or name its program in config.toml; `kugetsu doctor` shows what is found",
                        failure);
            case SESSION_NOT_FOUND ->
                new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        message,
                        "make a new base session with `kugetsu init --force`",
                        failure);
            case UNSUPPORTED ->
                new KugetsuException(KugetsuException.Kind.UNAVAILABLE, message, "choose another harness", failure);
            case FAILED ->
                new KugetsuException(
                        KugetsuException.Kind.FAILED,
                        message,
                        "`kugetsu doctor` looks for the cause; --debug keeps the harness's own log",
                        failure);
        };
    }
}
