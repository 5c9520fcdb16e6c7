package dev.kugetsu.supervisor.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A main class of the tests in a process of its own.
final class ChildJvm {

    private ChildJvm() {}

    /// @param temporary where it keeps temporary files, such as what sqlite-jdbc unpacks and leaves when it is killed
    static List<String> command(Path temporary, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.reflect.useNativeAccessorOnly=true",
                "-Djfr.unsupported.vm=true",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary));
        command.addAll(classes());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /// Hundreds of these are started: where kugetsu is built, its start-up cache halves what each of them takes.
    /// The cache wants the class path it was made with to come first.
    private static List<String> classes() {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String launcher = System.getProperty("tests.launcher");
        if (launcher == null) {
            return List.of("-cp", tests);
        }
        Path built = Path.of(launcher).resolveSibling("../cli/target/kugetsu").normalize();
        return List.of(
                "-XX:AOTCache=" + built.resolve("kugetsu.aot"),
                "-cp",
                built.resolve("lib/kugetsu-cli.jar") + ":" + tests);
    }
}
