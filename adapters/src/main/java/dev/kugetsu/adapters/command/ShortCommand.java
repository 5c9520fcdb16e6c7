package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.process.ChildEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/// A command of the harness that ends by itself and whose output we read.
record ShortCommand(String key, List<String> command, Path directory, Map<String, String> environment) {

    private static final int SECONDS = 60;

    /// What it printed on both outputs, and how it ended.
    record Answer(int exitCode, String text) {}

    /// @throws HarnessException `MISSING` when there is no such program, `FAILED` when it does not answer
    Answer run() throws HarnessException {
        try {
            ProcessResult result = new ProcessExecutor(command)
                    .directory(directory.toFile())
                    .environment(changes())
                    .readOutput(true)
                    .timeout(SECONDS, TimeUnit.SECONDS)
                    .execute();
            return new Answer(result.getExitValue(), result.outputUTF8().strip());
        } catch (IOException e) {
            throw new HarnessException(
                    HarnessException.Kind.MISSING,
                    key + ": cannot run " + command.getFirst() + ": " + e.getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new HarnessException(
                    HarnessException.Kind.FAILED, key + ": no answer within " + SECONDS + " s from " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException(HarnessException.Kind.FAILED, key + ": interrupted", e);
        }
    }

    private Map<String, @Nullable String> changes() {
        Map<String, @Nullable String> changes = ChildEnvironment.changes(environment);
        changes.put("PWD", directory.toString());
        return changes;
    }
}
