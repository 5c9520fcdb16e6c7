package dev.kugetsu.supervisor.host;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zeroturnaround.exec.ProcessExecutor;

/// A process of {@link HaltingMain} over a world.
///
/// @param temporary where it keeps temporary files, which it leaves behind when it dies
record HaltingProcess(World world, Path temporary) {

    /// Runs it to its end.
    ///
    /// @param step at which it dies
    /// @return what it has printed
    String run(int step, String... command) throws Exception {
        return new ProcessExecutor(words(step, command))
                .environment(world.environment)
                .timeout(120, TimeUnit.SECONDS)
                .readOutput(true)
                .execute()
                .outputUTF8();
    }

    /// Starts it, to be killed from outside.
    Process start(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words(Integer.MAX_VALUE, command));
        builder.environment().putAll(world.environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private List<String> words(int step, String... command) {
        List<String> words = ChildJvm.command(
                temporary, HaltingMain.class, String.valueOf(step), world.home.toString(), world.repository.toString());
        words.addAll(List.of(command));
        return words;
    }
}
