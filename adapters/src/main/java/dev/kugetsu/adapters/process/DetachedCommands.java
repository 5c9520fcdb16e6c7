package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Runs commands of the user's in the same wrapper as turns: with a deadline that holds without us, and no
/// escape.
///
/// While a command runs, a folder beside its output, named like it with `.run` appended, holds the wrapper's
/// files.
public final class DetachedCommands implements CommandRunner {

    private final ProcessTable table;
    private final Wrapper wrapper;
    private final Lookouts lookouts;

    public DetachedCommands(SystemProcesses processes) {
        this.table = processes.table();
        this.wrapper = new Wrapper(table);
        this.lookouts = processes.lookouts();
    }

    @Override
    public Result run(Request request) throws HarnessException, InterruptedException {
        Path output = request.output();
        TurnFolder folder = folder(output);
        try {
            endEarlierRun(folder);
            FolderRemoval.remove(folder.path());
            Files.deleteIfExists(output);
            Files.createDirectory(folder.path(), Wrapper.PRIVATE_FOLDER);
            try {
                return follow(new TurnProcess(wrapper.start(launch(request, folder)), table), request.timeout());
            } finally {
                FolderRemoval.removeIfPossible(folder.path());
            }
        } catch (IOException e) {
            String message =
                    "command " + request.command() + " of turn " + request.turnId() + " could not be run: " + e;
            throw new HarnessException(HarnessException.Kind.FAILED, message, e);
        }
    }

    @Override
    public void discard(Path output) throws InterruptedException {
        TurnFolder folder = folder(output);
        endEarlierRun(folder);
        FolderRemoval.removeIfPossible(folder.path());
    }

    private static TurnFolder folder(Path output) {
        return new TurnFolder(output.resolveSibling(output.getFileName() + ".run"));
    }

    /// One of us may have died while the same command ran.
    private void endEarlierRun(TurnFolder folder) throws InterruptedException {
        if (Files.isDirectory(folder.path())) {
            TurnRecords records = new TurnRecords(folder);
            records.callOff();
            var earlier = records.findLaunch();
            if (earlier.isPresent()) {
                new TurnProcess(earlier.get(), table).endRemains(Duration.ZERO);
            }
        }
    }

    private static Launch launch(Request request, TurnFolder folder) {
        return new Launch(
                request.turnId(),
                folder,
                request.command(),
                request.directory(),
                request.environment(),
                Launch.NO_INPUT,
                request.output(),
                request.output(),
                request.timeout());
    }

    private Result follow(TurnProcess process, Duration timeout) throws InterruptedException {
        try (Lookout lookout = lookouts.open(process)) {
            long begun = System.nanoTime();
            while (!process.hasEnded()) {
                Duration left = timeout.minusNanos(System.nanoTime() - begun);
                if (left.isPositive()) {
                    lookout.rest(false, left);
                } else {
                    process.stop(late(timeout), Wrapper.GRACE);
                }
            }
        } finally {
            process.endRemains(Wrapper.GRACE);
        }
        return new Result(
                process.findStop().isPresent()
                        ? Optional.empty()
                        : process.findExit().map(TurnRecords.Exit::code));
    }

    private static TurnRecords.Stop late(Duration timeout) {
        return new TurnRecords.Stop(StopReason.TURN_DEADLINE, DeadlineWatch.turnDetail(timeout));
    }
}
