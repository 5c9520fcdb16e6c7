package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.FileFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;

/// The right to be the daemon of a home, held for life: the system takes it back when the process is gone, however
/// it went. What the file holds or whether it is there means nothing.
///
/// A process that holds it must not open the file a second time: closing that would give the lock up.
record DaemonLock(FileChannel channel) implements AutoCloseable {

    /// Takes it; empty when another process holds it. Does not block.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when the file cannot be made or locked
    static Optional<DaemonLock> tryAcquire(Path file) {
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            DaemonLock lock = new DaemonLock(channel);
            if (lock.isTaken()) {
                return Optional.of(lock);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "cannot lock " + file + ": " + FileFault.words(e),
                    "set KUGETSU_HOME to a folder that you can write",
                    e);
        }
    }

    private boolean isTaken() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closing gives the lock up in any case; there is nothing to do about the rest.
        }
    }
}
