package dev.kugetsu.worktrees.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that a person can see of a worktree: files byte for byte and mode for mode, the index with its
/// conflicts, HEAD, and what git says of it.
record WorktreeState(SortedMap<String, String> files, String index, String head, String status) {

    static WorktreeState of(GitFixture git) throws IOException {
        return new WorktreeState(
                files(git.directory()),
                git.run("ls-files", "--stage", "-t", "-z"),
                git.tryRun("symbolic-ref", "-q", "HEAD").outputUTF8()
                        + git.tryRun("rev-parse", "-q", "--verify", "HEAD").outputUTF8(),
                git.run("status", "--porcelain=v2", "-z"));
    }

    private static SortedMap<String, String> files(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                String name = directory.relativize(path).toString();
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !name.equals(".git")) {
                    files.put(name, describe(path));
                }
            }
        }
        return files;
    }

    private static String describe(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " "
                + HexFormat.of().formatHex(Files.readAllBytes(path));
    }
}
