package dev.kugetsu.worktrees.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/// Runs the real git as a person would, in a repository or worktree of a test.
record GitFixture(Path directory) {

    static GitFixture init(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        GitFixture git = new GitFixture(directory);
        git.run("init", "--quiet", "--initial-branch=main");
        git.run("config", "user.name", "A Person");
        git.run("config", "user.email", "person@example.com");
        return git;
    }

    /// Runs git and answers what it prints.
    String run(String... arguments) {
        ProcessResult result = tryRun(arguments);
        if (result.getExitValue() != 0) {
            throw new AssertionError("git " + List.of(arguments) + ": " + result.outputUTF8());
        }
        return result.outputUTF8().stripTrailing();
    }

    ProcessResult tryRun(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessExecutor(command)
                    .directory(directory.toFile())
                    .environment(Map.of("GIT_EDITOR", "true"))
                    .readOutput(true)
                    .timeout(2, TimeUnit.MINUTES)
                    .execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("git " + List.of(arguments), e);
        }
    }

    GitFixture in(Path other) {
        return new GitFixture(other);
    }

    Path write(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String commitAll(String message) {
        run("add", "--all");
        run("commit", "--quiet", "-m", message);
        return run("rev-parse", "HEAD");
    }

    String status() {
        return run("status", "--porcelain");
    }
}
