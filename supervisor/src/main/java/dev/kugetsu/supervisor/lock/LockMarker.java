package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.verb.Desk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is there whenever there may be a lock: who has to answer quickly need not open the store
/// without it.
///
/// Both of its changes are made by a transaction that has the write lock. It is made before the first lock is
/// committed, and it is removed only where a transaction that has committed everything sees no lock: so no
/// lock is ever without it, wherever somebody dies. The other way round, it may be there without a lock.
record LockMarker(Path file) {

    /// Within the transaction that is going to make a lock.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when the home cannot be written
    void raise() {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Somebody has a lock, or had one.
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Within a transaction that has changed nothing.
    void lowerIfNothingIsHeld(Desk desk) {
        if (!desk.rows(LockDao.class).isAnyHeld()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }

    private KugetsuException unwritable(IOException failure) {
        return new KugetsuException(
                KugetsuException.Kind.UNAVAILABLE,
                "the home cannot be written: " + failure,
                "see `kugetsu doctor`",
                failure);
    }
}
