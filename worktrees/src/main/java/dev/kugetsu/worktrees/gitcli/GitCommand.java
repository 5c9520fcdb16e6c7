package dev.kugetsu.worktrees.gitcli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/// Runs the git binary on one repository or worktree: no hooks, no questions, no settings from our environment.
public final class GitCommand {

    private static final int LONGEST_MINUTES = 30;

    private static final List<String> SETTINGS = List.of(
            // A hook of the repository is foreign code; this one too, under another name.
            "-c", "core.hooksPath=/dev/null",
            "-c", "core.fsmonitor=false",
            "-c", "gc.auto=0",
            "-c", "maintenance.auto=false",
            "-c", "checkout.workers=4",
            "-c", "checkout.thresholdForParallelism=50");

    private final Path directory;
    private final List<String> location;
    private final Map<String, String> environment;

    private GitCommand(Path directory, List<String> location, Map<String, String> environment) {
        this.directory = directory;
        this.location = location;
        this.environment = environment;
    }

    static GitCommand in(Path gitDirectory, Path workTree) {
        return new GitCommand(workTree, List.of("--git-dir=" + gitDirectory, "--work-tree=" + workTree), Map.of());
    }

    /// In a repository that git finds by itself from its folder.
    static GitCommand of(Path directory) {
        return new GitCommand(directory, List.of(), Map.of());
    }

    /// The same with another index.
    GitCommand withIndex(Path index) {
        Map<String, String> extended = new HashMap<>(environment);
        extended.put("GIT_INDEX_FILE", index.toString());
        return new GitCommand(directory, location, extended);
    }

    /// Whether there is a git on the PATH.
    public static boolean isInstalled() {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, "git"))
                        .anyMatch(Files::isExecutable);
    }

    /// Runs it and fails unless it succeeds.
    GitOutput run(String... arguments) throws IOException {
        return runWith(new byte[0], arguments);
    }

    GitOutput runWith(byte[] input, String... arguments) throws IOException {
        GitOutput output = tryWith(input, arguments);
        if (output.exitCode() != 0) {
            throw new IOException("`git %s` in %s exited with %d: %s"
                    .formatted(String.join(" ", arguments), directory, output.exitCode(), output.errors()));
        }
        return output;
    }

    /// Runs it, whatever it exits with.
    GitOutput tryRun(String... arguments) throws IOException {
        return tryWith(new byte[0], arguments);
    }

    private GitOutput tryWith(byte[] input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(SETTINGS);
        command.addAll(location);
        command.addAll(List.of(arguments));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try {
            ProcessResult result = new ProcessExecutor(command)
                    .directory(directory.toFile())
                    .environment(cleanEnvironment())
                    .redirectInput(new ByteArrayInputStream(input))
                    .redirectError(errors)
                    .readOutput(true)
                    .timeout(LONGEST_MINUTES, TimeUnit.MINUTES)
                    .destroyOnExit()
                    .execute();
            return new GitOutput(result.getExitValue(), result.output(), errors.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while git " + arguments[0] + " ran in " + directory);
        } catch (TimeoutException e) {
            throw new IOException(
                    "`git %s` in %s was stopped after %d minutes".formatted(arguments[0], directory, LONGEST_MINUTES),
                    e);
        }
    }

    /// A variable such as GIT_DIR or GIT_INDEX_FILE of a caller's hook would lead git elsewhere.
    private Map<String, String> cleanEnvironment() {
        Map<String, String> changes = new HashMap<>();
        for (String name : System.getenv().keySet()) {
            if (name.startsWith("GIT_") && !name.startsWith("GIT_SSH") && !name.startsWith("GIT_SSL")) {
                changes.put(name, null);
            }
        }
        changes.put("LC_ALL", "C.UTF-8");
        changes.put("GIT_TERMINAL_PROMPT", "0");
        changes.put("GIT_OPTIONAL_LOCKS", "0");
        changes.putAll(environment);
        return changes;
    }
}
