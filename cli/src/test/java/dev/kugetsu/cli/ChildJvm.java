package dev.kugetsu.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that runs [ProcessMain] with the classes of this test.
final class ChildJvm {

    private ChildJvm() {}

    static List<String> command(List<String> options, String... arguments) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(options);
        command.add(ProcessMain.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
