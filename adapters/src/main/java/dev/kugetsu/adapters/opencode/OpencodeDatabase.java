package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Has opencode create or migrate its database before several processes need it at once.
///
/// opencode 1.18: of four first runs at once on a fresh home one died in the migration ("Failed query: CREATE
/// TABLE"); any command that opens the database brings it up to date. A note of ours says which program has
/// done so where.
final class OpencodeDatabase {

    private final OpencodeOptions options;
    private final OpencodeCommands commands;
    private final ReentrantLock threads = new ReentrantLock();

    OpencodeDatabase(OpencodeOptions options, OpencodeCommands commands) {
        this.options = options;
        this.commands = commands;
    }

    /// Returns when this program can use its database; cheap when that has been seen before.
    ///
    /// One process at a time, and one thread at a time of this object.
    void ensureReady() throws HarnessException {
        Path note = note();
        if (isReady(note)) {
            return;
        }
        threads.lock();
        try (FileChannel channel = lockFile();
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isReady(note)) {
                create(note);
            }
        } catch (IOException e) {
            throw new HarnessException(
                    Kind.FAILED, "cannot prepare opencode's database from " + options.stateDirectory() + ": " + e, e);
        } finally {
            threads.unlock();
        }
    }

    private void create(Path note) throws HarnessException, IOException {
        Path state = options.stateDirectory();
        commands.get(state, "db", "select 1", "--pure");
        String database = commands.get(state, "db", "path", "--pure").strip();
        Path whole = Files.createTempFile(state, "database-", ".new");
        Files.writeString(whole, database);
        Files.move(whole, note, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isReady(Path note) throws HarnessException {
        try {
            return Files.exists(Path.of(Files.readString(note)));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new HarnessException(Kind.FAILED, "cannot read " + note + ": " + e, e);
        }
    }

    private FileChannel lockFile() throws IOException {
        Files.createDirectories(
                options.stateDirectory(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return FileChannel.open(
                options.stateDirectory().resolve("database.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Another program file may be another version, and another home has another database.
    private Path note() throws HarnessException {
        Path program = commands.program();
        try {
            String place = Stream.of("HOME", "XDG_DATA_HOME", "OPENCODE_DB")
                    .map(name -> options.variable(name).orElse(""))
                    .collect(Collectors.joining("\n"));
            String key = SessionIds.hash(program + "\n" + Files.size(program) + "\n"
                    + Files.getLastModifiedTime(program).toMillis() + "\n" + place);
            return options.stateDirectory().resolve("database-" + key.substring(0, 16));
        } catch (IOException e) {
            throw new HarnessException(Kind.FAILED, "cannot read " + program + ": " + e, e);
        }
    }
}
