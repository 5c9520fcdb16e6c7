package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Tells when processes end, without looking. Thread-safe.
///
/// For a child of ours Java waits in the kernel anyway. For any other process it only looks, after 0.3 to 5
/// seconds (JDK 25, `ProcessHandle.onExit`), and so the kernel is asked directly.
final class ExitWatch {

    private final PidfdWatch foreign = new PidfdWatch();

    /// Gives the signal when the process has ended; may give it for nothing. Of one that has ended already
    /// nothing need be told, so look after this call.
    Notice follow(ProcessIdentity process, Signal signal) {
        return ProcessHandle.of(process.pid())
                .map(handle -> isOurChild(handle) ? new ChildNotice(handle, signal) : foreign.follow(process, signal))
                .orElse(Notice.NONE);
    }

    private static boolean isOurChild(ProcessHandle handle) {
        return handle.parent().equals(Optional.of(ProcessHandle.current()));
    }

    private static final class ChildNotice implements Notice {

        private final CompletableFuture<Void> told;

        ChildNotice(ProcessHandle child, Signal signal) {
            told = child.onExit().thenRun(signal::give);
        }

        @Override
        public boolean isKept() {
            return !told.isDone();
        }

        @Override
        public void close() {
            told.cancel(false);
        }
    }
}
