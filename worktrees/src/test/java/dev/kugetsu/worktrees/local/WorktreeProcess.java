package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CreateRequest;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.Worktrees.RestoreRequest;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One operation on worktrees in a process of its own, which may die at any step of it.
final class WorktreeProcess {

    static final int KILLED = 137;

    private WorktreeProcess() {}

    /// What the process is to do.
    enum Operation {
        CREATE,
        REMOVE,
        RESTORE
    }

    /// Starts the process; it dies at this step, or never when there are not so many.
    static Process start(Operation operation, Path repository, Path directory, String owner, int dieAtStep)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=" + System.getProperty("user.home"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                WorktreeProcess.class.getName(),
                operation.name(),
                repository.toString(),
                directory.toString(),
                owner,
                Integer.toString(dieAtStep)));
        File log = new File(directory + "." + owner + ".log");
        log.getParentFile().mkdirs();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log))
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        int dieAtStep = Integer.parseInt(arguments[4]);
        AtomicInteger step = new AtomicInteger();
        Worktrees worktrees = new LocalWorktrees(Clock.systemUTC(), name -> {
            if (step.incrementAndGet() == dieAtStep) {
                // As kill -9 would: no finally, no hook.
                Runtime.getRuntime().halt(KILLED);
            }
        });
        Repository repository = worktrees.find(Path.of(arguments[1]));
        run(worktrees, Operation.valueOf(arguments[0]), repository, Path.of(arguments[2]), arguments[3]);
    }

    private static void run(
            Worktrees worktrees, Operation operation, Repository repository, Path directory, String owner)
            throws Exception {
        BranchName branch = new BranchName("kugetsu/app-1");
        switch (operation) {
            case CREATE -> {
                var base = worktrees.resolveBase(repository, Optional.empty());
                worktrees.create(new CreateRequest(repository, directory, branch, base, owner));
            }
            case REMOVE -> worktrees.remove(repository, directory, owner);
            case RESTORE -> {
                Preserved preserved =
                        worktrees.listPreserved(repository, Optional.of(owner)).getFirst();
                String base =
                        worktrees.resolveBase(repository, Optional.empty()).commitId();
                worktrees.restore(
                        new RestoreRequest(repository, directory, branch, base, Optional.of(preserved), owner));
            }
        }
    }
}
