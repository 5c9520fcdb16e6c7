package dev.kugetsu.supervisor.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small file that only its owner may read, and that is there whole or not at all.
public record PrivateFile(Path path) {

    private static final Logger log = LoggerFactory.getLogger(PrivateFile.class);

    /// Empty when there is none.
    Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Replaces it in one step.
    void write(String content) throws IOException {
        lay(content, draft -> Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE));
    }

    /// Makes it, unless it is there: then it stays as it is, whoever has made it.
    public void create(String content) throws IOException {
        lay(content, draft -> {
            try {
                Files.createLink(path, draft);
            } catch (FileAlreadyExistsException e) {
                log.debug("another process has made {}", path, e);
            }
        });
    }

    /// Puts a draft of it into its place.
    private interface Placing {
        void place(Path draft) throws IOException;
    }

    private void lay(String content, Placing placing) throws IOException {
        Path draft = Files.createTempFile(
                path.getParent(),
                path.getFileName() + ".",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            placing.place(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
