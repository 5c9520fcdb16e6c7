package dev.kugetsu.worktrees;

import dev.kugetsu.worktrees.Worktrees.CreateRequest;
import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Times the creation of worktrees against `git worktree add`, in turns and in one run, for repositories of as
/// many files as the arguments say; prints a Markdown table of medians.
///
/// Nothing is deleted between the runs: on a file system that avoids recently freed inodes the next creation
/// would pay for the deletion. The folder that it works in, below `java.io.tmpdir`, goes at the end.
final class WorktreeBenchmark {

    private static final int FILE_BYTES = 5_000;

    private WorktreeBenchmark() {}

    /// One way to make a worktree at a place that does not exist.
    private interface Way {
        void create(Path directory, String branch) throws Exception;
    }

    private record Candidate(String name, Way way, List<Double> creations, List<Double> statuses) {

        Candidate(String name, Way way) {
            this(name, way, new ArrayList<>(), new ArrayList<>());
        }
    }

    public static void main(String[] fileCounts) throws Exception {
        System.out.println(
                "| files | runs | kugetsu ms | git ms | git, 4 workers ms | kugetsu / git | kugetsu / git, 4 workers "
                        + "| first status after kugetsu, git ms |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|");
        Path folder = Files.createTempDirectory("worktree-benchmark").toRealPath();
        try {
            for (String count : fileCounts.length == 0 ? new String[] {"100", "5000", "50000"} : fileCounts) {
                measure(Files.createDirectory(folder.resolve(count)), Integer.parseInt(count));
            }
        } finally {
            delete(folder);
        }
    }

    private static void measure(Path folder, int files) throws Exception {
        Path repository = folder.resolve("repository");
        make(repository, files);
        Worktrees worktrees = new LocalWorktrees(Clock.systemUTC());
        Repository found = worktrees.find(repository);
        Way ours = (directory, branch) -> worktrees.create(new CreateRequest(
                found, directory, new BranchName(branch), worktrees.resolveBase(found, Optional.empty()), branch));
        Way git = (directory, branch) ->
                git(repository, "worktree", "add", "--quiet", "-b", branch, directory.toString());
        Way parallel = (directory, branch) -> git(
                repository,
                "-c",
                "checkout.workers=4",
                "-c",
                "checkout.thresholdForParallelism=50",
                "worktree",
                "add",
                "--quiet",
                "-b",
                branch,
                directory.toString());
        int runs = files <= 1_000 ? 15 : files <= 10_000 ? 7 : 3;
        List<Candidate> candidates =
                List.of(new Candidate("kugetsu", ours), new Candidate("git", git), new Candidate("parallel", parallel));
        for (int run = -1; run < runs; run++) {
            // Each begins as often as the others, because the first finds the disk busy with what was before.
            for (int turn = 0; turn < candidates.size(); turn++) {
                Candidate candidate = candidates.get((run + 1 + turn) % candidates.size());
                String name = candidate.name() + run;
                Path directory = folder.resolve(name);
                double creation = time(() -> candidate.way().create(directory, name));
                double status = time(() -> git(directory, "status", "--porcelain"));
                if (run >= 0) {
                    // The round before warms up and is thrown away.
                    candidate.creations().add(creation);
                    candidate.statuses().add(status);
                }
            }
        }
        report(files, runs, candidates.get(0), candidates.get(1), candidates.get(2));
    }

    private static void report(int files, int runs, Candidate ours, Candidate git, Candidate parallel) {
        System.out.printf(
                "| %,d | %d | %.0f | %.0f | %.0f | %.2f | %.2f | %.0f, %.0f |%n",
                files,
                runs,
                median(ours.creations()),
                median(git.creations()),
                median(parallel.creations()),
                median(ours.creations()) / median(git.creations()),
                median(ours.creations()) / median(parallel.creations()),
                median(ours.statuses()),
                median(git.statuses()));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static double time(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /// Files of source-like text, fifty to a folder, packed as after a clone.
    private static void make(Path repository, int files) throws Exception {
        Files.createDirectories(repository);
        git(repository, "init", "--quiet", "--initial-branch=main");
        Random random = new Random(1);
        for (int i = 0; i < files; i++) {
            Path file = repository.resolve("d%03d/e%02d/file%d.txt".formatted(i / 1_000, i / 50 % 20, i));
            Files.createDirectories(file.getParent());
            StringBuilder text = new StringBuilder();
            while (text.length() < FILE_BYTES) {
                text.append("value")
                        .append(random.nextInt())
                        .append(" = compute(")
                        .append(i)
                        .append(");\n");
            }
            Files.writeString(file, text);
        }
        git(repository, "add", "--all");
        git(
                repository,
                "-c",
                "user.name=bench",
                "-c",
                "user.email=bench@localhost",
                "commit",
                "--quiet",
                "-m",
                "files");
        git(repository, "repack", "-a", "-d", "--quiet");
    }

    private static void git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        int exitCode = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(command + " exited with " + exitCode);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
