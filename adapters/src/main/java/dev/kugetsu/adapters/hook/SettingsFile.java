package dev.kugetsu.adapters.hook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A text file of somebody's settings, which is replaced at once or not at all.
///
/// @param root out of which no link may lead; empty if the file may lie anywhere
record SettingsFile(Path path, Optional<Path> root) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final long LIMIT_BYTES = 4L * 1024 * 1024;

    /// What it says; empty if there is no such file.
    Optional<String> read() throws HookFileException {
        try {
            Path real = real();
            if (!Files.exists(real)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(real) || Files.size(real) > LIMIT_BYTES) {
                throw new HookFileException(path, "is no file of settings", "move it away and try again");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(real));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new HookFileException(path, "is not written in UTF-8", "mend it and try again", e);
        } catch (IOException e) {
            throw new HookFileException(path, "cannot be read", "see to its permissions and try again", e);
        }
    }

    /// Replaces it, and keeps its permissions; what it says may be secret, and is at no moment open to more.
    void write(String text) throws HookFileException {
        try {
            Path real = real();
            Files.createDirectories(parent(real));
            Path next = real.resolveSibling("." + real.getFileName() + ".kugetsu-"
                    + ProcessHandle.current().pid());
            try {
                Files.deleteIfExists(next);
                if (Files.exists(real)) {
                    Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                    Files.writeString(next, text, StandardOpenOption.WRITE);
                    Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(real));
                } else {
                    Files.writeString(next, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                }
                Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw new HookFileException(path, "cannot be written", "see to its folder and try again", e);
        }
    }

    /// Deletes it, and the folders that have nothing in them then: within the root all, else its own only. A
    /// link is nothing that [#write] has made.
    void delete() throws HookFileException {
        try {
            Files.deleteIfExists(path);
            Path folder = parent(path);
            Path top = root.isPresent() ? root.get() : parent(folder);
            while (!folder.equals(top) && !Files.isSymbolicLink(folder) && isEmpty(folder)) {
                Files.delete(folder);
                folder = parent(folder);
            }
        } catch (IOException e) {
            throw new HookFileException(path, "cannot be deleted", "delete it yourself", e);
        }
    }

    /// Where it really lies.
    private Path real() throws IOException, HookFileException {
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = parent(existing);
        }
        if (!Files.exists(existing)) {
            throw new HookFileException(path, "is a link to nowhere", "remove the link and try again");
        }
        Path real = existing.toRealPath();
        if (root.isPresent() && !real.startsWith(root.get().toRealPath())) {
            throw new HookFileException(
                    path, "leads out of the repository, to " + real, "replace the link by a file and try again");
        }
        return real.resolve(existing.relativize(path)).normalize();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " lies in no folder");
        }
        return parent;
    }
}
