package dev.kugetsu.worktrees.jgit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Replaces small files of git's in one step, so that no reader sees half of one.
final class AdministrativeFile {

    private AdministrativeFile() {}

    static void replace(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".kugetsu");
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
