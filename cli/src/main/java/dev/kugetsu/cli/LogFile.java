package dev.kugetsu.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// One log file for all processes of a home: made with the first record, each record one append, started anew
/// when it has grown too large.
final class LogFile extends Handler {

    private static final long LARGEST_BYTES = 8L * 1024 * 1024;

    private static final Set<StandardOpenOption> APPEND = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    LogFile(Path file) {
        this.file = file;
        setErrorManager(new FirstFailure());
    }

    /// Says once, in one line, that there is no log; what there is to say of the disk, the command itself says.
    private static final class FirstFailure extends ErrorManager {

        private final AtomicBoolean isSaid = new AtomicBoolean();

        @Override
        public void error(String message, Exception cause, int code) {
            if (isSaid.compareAndSet(false, true)) {
                System.err.println("warning: " + message + ": " + cause.getMessage());
            }
        }
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        try {
            makeRoom();
            if (getFormatter() == null) {
                // Not before: most processes have nothing to log, and the first one of Java's takes some milliseconds.
                setFormatter(new SimpleFormatter());
            }
            byte[] line = getFormatter().format(record).getBytes(StandardCharsets.UTF_8);
            try (SeekableByteChannel channel = Files.newByteChannel(file, APPEND, OWNER_ONLY)) {
                channel.write(ByteBuffer.wrap(line));
            }
        } catch (IOException e) {
            reportError("cannot write " + file, e, ErrorManager.WRITE_FAILURE);
        }
    }

    private void makeRoom() throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
        } else if (Files.size(file) > LARGEST_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
