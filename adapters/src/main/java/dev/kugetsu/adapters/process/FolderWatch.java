package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells when the files of a folder change: one instance of inotify and one thread for all folders that this
/// process follows, from the first to the last. Thread-safe.
///
/// A user has 128 instances of inotify and many thousand folders that they may watch. Who gets neither has to
/// look, and so has whoever follows a folder on a file system of which it is not known that it tells: over a
/// network nobody tells of what another machine writes, and on macOS Java itself only looks every two seconds.
final class FolderWatch {

    private static final Set<String> TELLING =
            Set.of("bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs");

    /// What comes in this time after a change is told together: an agent that writes line by line would wake
    /// its reader for each of them.
    private static final Duration GATHERING = Duration.ofMillis(4);

    private final Map<WatchKey, Set<Signal>> followers = new HashMap<>();
    private Optional<WatchService> service = Optional.empty();

    /// Gives the signal whenever a file of the folder is made, renamed into it or written, and when the folder
    /// goes; may give it for nothing.
    synchronized Notice follow(Path folder, Signal signal) {
        try {
            if (!TELLING.contains(Files.getFileStore(folder).type())) {
                return Notice.NONE;
            }
            WatchKey key = folder.register(
                    open(folder), StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            followers.computeIfAbsent(key, first -> new HashSet<>()).add(signal);
            return new FolderNotice(key, signal);
        } catch (IOException goneOrTooMany) {
            closeAfterTheLast();
            return Notice.NONE;
        }
    }

    private final class FolderNotice implements Notice {

        private final WatchKey key;
        private final Signal signal;

        FolderNotice(WatchKey key, Signal signal) {
            this.key = key;
            this.signal = signal;
        }

        @Override
        public boolean isKept() {
            return key.isValid();
        }

        @Override
        public void close() {
            leave(key, signal);
        }
    }

    private WatchService open(Path folder) throws IOException {
        if (service.isEmpty()) {
            WatchService opened = folder.getFileSystem().newWatchService();
            Thread.ofVirtual().name("folder-watch").start(() -> tellAll(opened));
            service = Optional.of(opened);
        }
        return service.get();
    }

    private synchronized void leave(WatchKey key, Signal signal) {
        Set<Signal> others = followers.getOrDefault(key, new HashSet<>());
        others.remove(signal);
        if (others.isEmpty()) {
            followers.remove(key);
            key.cancel();
        }
        closeAfterTheLast();
    }

    private void closeAfterTheLast() {
        if (followers.isEmpty() && service.isPresent()) {
            WatchService last = service.get();
            service = Optional.empty();
            try {
                last.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot let go of inotify", e);
            }
        }
    }

    private void tellAll(WatchService opened) {
        try {
            while (true) {
                for (@Nullable WatchKey key = opened.take(); key != null; key = opened.poll()) {
                    tell(key);
                }
                Thread.sleep(GATHERING);
            }
        } catch (ClosedWatchServiceException lastOneHasLeft) {
            // the next one opens another
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(WatchKey key) {
        key.pollEvents();
        key.reset();
        followers.getOrDefault(key, Set.of()).forEach(Signal::give);
    }
}
