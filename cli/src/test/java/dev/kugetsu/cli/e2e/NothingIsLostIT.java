package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a destroyed worktree held is back after `undo`: byte for byte, mode for mode.
class NothingIsLostIT {

    private Stage stage;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        stage = Stage.ready(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void bringsBackAllThatADestroyedWorktreeHeld() throws Exception {
        Path worktree =
                start("write a.txt one\nwrite b.txt two\nwrite c.txt three\nwrite d.txt four\ncommit Four files");
        disorder(worktree);
        Map<String, String> files = files(worktree);
        String status = status(worktree);
        String index = stage.gitIn(worktree, "ls-files", "--stage", "-z");

        JsonNode destroyed = stage.succeed("destroy", "#1", "-y", "--json").json();
        assertThat(worktree).doesNotExist();
        assertThat(stage.git("worktree", "list").lines()).hasSize(1);
        assertThat(destroyed.path("preserved_ref").asText()).startsWith("refs/kugetsu/preserved/");
        assertThat(stage.list()).isEmpty();

        JsonNode undone = stage.succeed("undo", "#1", "--json").json();
        assertThat(undone.path("worktree").asText()).isEqualTo(worktree.toString());
        assertThat(files(worktree)).isEqualTo(files);
        assertThat(status(worktree)).isEqualTo(status);
        assertThat(stage.gitIn(worktree, "ls-files", "--stage", "-z")).isEqualTo(index);
        assertThat(stage.gitIn(worktree, "branch", "--show-current").strip()).isEqualTo("kugetsu/acme-app-1");
        assertThat(stage.succeed("continue", "#1", "say on we go").out()).contains("on we go");
        stage.git("fsck", "--strict");
    }

    @Test
    void doesItTwiceWithoutMixingTheTwoUp() throws Exception {
        Path worktree = start("write a.txt one");
        stage.succeed("destroy", "#1", "-y");
        stage.succeed("undo", "#1");
        Files.writeString(worktree.resolve("a.txt"), "second\n");
        stage.succeed("destroy", "#1", "-y");

        stage.succeed("undo", "#1");

        assertThat(worktree.resolve("a.txt")).hasContent("second");
    }

    private Path start(String script) {
        return Path.of(stage.succeed("start", "#1", script, "--json")
                .json()
                .path("worktree")
                .asText());
    }

    private void disorder(Path worktree) throws IOException {
        Files.writeString(worktree.resolve("a.txt"), "staged\n");
        Files.writeString(worktree.resolve("staged new.txt"), "new\n");
        stage.gitIn(worktree, "add", "a.txt", "staged new.txt");
        Files.writeString(worktree.resolve("a.txt"), "and changed again\n");
        Files.writeString(worktree.resolve("b.txt"), "unstaged\n");
        stage.gitIn(worktree, "rm", "-q", "c.txt");
        Files.delete(worktree.resolve("d.txt"));
        Files.setPosixFilePermissions(worktree.resolve("README.md"), PosixFilePermissions.fromString("rwxr-xr-x"));
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Files.write(worktree.resolve("binary"), noise);
        Files.createFile(worktree.resolve("empty"));
        Path deep = Files.createDirectories(worktree.resolve("a folder/with\na newline/ünï çödé 漢字"));
        Files.writeString(deep.resolve(" blanks \" and 'quotes' "), "x");
        Files.writeString(deep.resolve("-rf"), "no newline at the end");
        Files.writeString(worktree.resolve("run.sh"), "#!/bin/sh\r\n");
        Files.setPosixFilePermissions(worktree.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(worktree.resolve("link"), Path.of("a folder"));
        Files.createSymbolicLink(worktree.resolve("dangling"), Path.of("/nowhere/at all"));
    }

    private String status(Path worktree) {
        return stage.gitIn(worktree, "status", "--porcelain=v2", "--branch", "--untracked-files=all", "-z");
    }

    /// Every file and link with its kind, mode and content.
    private static Map<String, String> files(Path worktree) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(worktree)) {
            for (Path path : paths.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                    .filter(path -> !path.equals(worktree.resolve(".git")))
                    .toList()) {
                files.put(worktree.relativize(path).toString(), describe(path));
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
