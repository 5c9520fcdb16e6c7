package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.FileFault;
import dev.kugetsu.supervisor.verb.Desk;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/// A file that is there whenever a path may be locked, with a line for each: who has to answer quickly need not
/// open the store to know that nothing is in the way.
///
/// Its changes are made by transactions that have the write lock, as a whole each. A path is in it before its
/// lock is committed, and it leaves only where a transaction that has committed everything sees no such lock:
/// so no lock is ever without its line, wherever somebody dies. The other way round, there may be a line
/// without a lock. An empty file says nothing about which paths there are.
record LockMarker(Path file) {

    private static final Logger LOG = System.getLogger(LockMarker.class.getName());

    /// Within the transaction that is going to lock these paths.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when the home cannot be written
    void raise(Desk desk, Collection<String> keys) {
        try {
            Collection<String> before = read();
            SortedSet<String> known = new TreeSet<>(before);
            known.addAll(locked(desk));
            known.addAll(keys);
            if (known.size() > before.size()) {
                write(known);
            }
        } catch (IOException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "the home cannot be written: " + FileFault.words(e),
                    "see `kugetsu doctor`",
                    e);
        }
    }

    /// Within a transaction that has changed nothing. Where it fails, hooks look closer than they would have to.
    void settle(Desk desk) {
        SortedSet<String> locked = new TreeSet<>(locked(desk));
        try {
            if (locked.isEmpty()) {
                Files.deleteIfExists(file);
            } else if (!locked.equals(new TreeSet<>(read()))) {
                write(locked);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what is unlocked stays in " + file, e);
        }
    }

    private static Collection<String> locked(Desk desk) {
        return desk.rows(LockDao.class).listPaths();
    }

    private Collection<String> read() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return new TreeSet<>();
        }
    }

    private void write(Collection<String> keys) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(draft, keys);
            force(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            force(file.resolveSibling("."));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// A power cut must not take the line and leave the lock.
    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
