package dev.kugetsu.supervisor.maintenance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/// Keeps the folder of logs small: a log that has grown too large begins anew, with one older part beside it, and of
/// the reports on bugs the newest stay. Not thread-safe.
final class LogFolder {

    private static final int REPORTS_KEPT = 20;

    private final Path folder;
    private final long largestBytes;

    LogFolder(Path folder, long largestBytes) {
        this.folder = folder;
        this.largestBytes = largestBytes;
    }

    void tidy() throws IOException {
        for (Path log : list("*.log")) {
            if (Files.size(log) > largestBytes) {
                rotate(log);
            }
        }
        removeOldReports();
    }

    /// A process that has inherited the file goes on appending to it, so it is copied and emptied instead of renamed.
    /// What is written while the last bytes are copied, some microseconds, is lost.
    private static void rotate(Path log) throws IOException {
        Path older = log.resolveSibling(log.getFileName() + ".1");
        Path draft = log.resolveSibling(log.getFileName() + ".1.tmp");
        Files.deleteIfExists(draft);
        try (FileChannel from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(
                        draft,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long copied = 0;
            while (copied < from.size()) {
                copied += from.transferTo(copied, from.size() - copied, to);
            }
            Files.move(draft, older, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            from.truncate(0);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void removeOldReports() throws IOException {
        List<Path> reports = list("kugetsu-bug-*.txt").stream()
                .sorted((one, other) -> age(other).compareTo(age(one)))
                .skip(REPORTS_KEPT)
                .toList();
        for (Path report : reports) {
            Files.deleteIfExists(report);
        }
    }

    private static FileTime age(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private List<Path> list(String pattern) throws IOException {
        var matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
