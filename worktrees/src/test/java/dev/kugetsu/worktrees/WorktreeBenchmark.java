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
/// many files as the arguments say; prints medians in milliseconds.
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

    public static void main(String[] fileCounts) throws Exception {
        System.out.println(
                "files  runs  kugetsu ms  git ms  git 4 workers ms  kugetsu/git  first status ms kugetsu, git");
        for (String count : fileCounts.length == 0 ? new String[] {"100", "5000", "50000"} : fileCounts) {
            Path folder = Files.createTempDirectory("worktree-benchmark").toRealPath();
            try {
                measure(folder, Integer.parseInt(count));
            } finally {
                delete(folder);
            }
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
        List<Double> oursMillis = new ArrayList<>();
        List<Double> gitMillis = new ArrayList<>();
        List<Double> parallelMillis = new ArrayList<>();
        List<Double> oursStatus = new ArrayList<>();
        List<Double> gitStatus = new ArrayList<>();
        for (int run = -1; run < runs; run++) {
            // The first round warms up and is thrown away.
            boolean isKept = run >= 0;
            Path a = folder.resolve("ours" + run);
            Path b = folder.resolve("git" + run);
            add(isKept, oursMillis, time(() -> ours.create(a, "ours" + a.getFileName())));
            add(isKept, gitMillis, time(() -> git.create(b, "git" + b.getFileName())));
            Path c = folder.resolve("parallel" + run);
            add(isKept, parallelMillis, time(() -> parallel.create(c, "par" + c.getFileName())));
            add(isKept, oursStatus, time(() -> git(a, "status", "--porcelain")));
            add(isKept, gitStatus, time(() -> git(b, "status", "--porcelain")));
        }
        System.out.printf(
                "%5d %5d %11.0f %7.0f %17.0f %12.2f %17.0f, %.0f%n",
                files,
                runs,
                median(oursMillis),
                median(gitMillis),
                median(parallelMillis),
                median(oursMillis) / median(gitMillis),
                median(oursStatus),
                median(gitStatus));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static double time(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void add(boolean isKept, List<Double> values, double value) {
        if (isKept) {
            values.add(value);
        }
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
