package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts programs of ours that outlive us and our terminal.
public final class DetachedProgram {

    private final ProcessTable table;

    public DetachedProgram(SystemProcesses processes) {
        this.table = processes.table();
    }

    /// Starts a program in a process session of its own, with nothing on its standard input; returns at once. It
    /// inherits our environment without the marks of a turn that we may be part of, because it is no part of that.
    ///
    /// @param output gets both of its output streams appended
    public Process start(List<String> command, Path directory, Path output) throws IOException {
        List<String> words = new ArrayList<>(table.dialect().newSession());
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(Redirect.from(Launch.NO_INPUT.toFile()))
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        Map<String, String> passing = ChildEnvironment.with(Map.of());
        environment.clear();
        environment.putAll(passing);
        environment.put("PWD", directory.toString());
        return builder.start();
    }
}
