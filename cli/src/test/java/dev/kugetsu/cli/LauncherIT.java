package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/kugetsu` as a real process, in a checkout of its own and with Javas that only say how they were
/// started.
class LauncherIT {

    @TempDir
    Path folder;

    private Path checkout = Path.of("");
    private Path launcher = Path.of("");
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void layOutACheckout() throws IOException {
        checkout = folder.toRealPath().resolve("check out");
        Path scripts = Files.createDirectories(checkout.resolve("scripts"));
        launcher = copy("kugetsu", scripts);
        // Only the Javas of this test count, not those of the machine.
        Path search = copy("java.sh", scripts);
        Files.writeString(search, Files.readString(search).replaceAll("(?m)^ +/.*\\\\\\n", ""));
        Files.createDirectories(checkout.resolve("cli/target/kugetsu/lib"));
        Files.createFile(checkout.resolve("cli/target/kugetsu/lib/kugetsu-cli.jar"));
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("PATH", path(folder.resolve("bin")));
        environment.put("LANG", "en_US.UTF-8");
    }

    @Test
    void passesEveryArgumentAsItIs() throws Exception {
        environment.put("JAVA_HOME", java("jdk", "25.0.3").toString());

        Answer answer = launch("start", "#42", "it's \"two\"\nlines  $HOME *", "");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines()).endsWith("<start>", "<#42>", "<it's \"two\"", "lines  $HOME *>", "<>");
        assertThat(answer.lines())
                .contains(
                        "<-Duser.home=" + folder.resolve("home") + ">",
                        "<" + checkout.resolve("cli/target/kugetsu/lib/kugetsu-cli.jar") + ">",
                        "<-Dkugetsu.charset=UTF-8>",
                        "<-Dkugetsu.tty=>");
    }

    @Test
    void saysThatTheFolderIsGoneInWhichItWasCalled() throws Exception {
        environment.put("JAVA_HOME", java("jdk", "25").toString());
        Path gone = folder.resolve("gone");
        String line = "/bin/mkdir '%1$s' && cd '%1$s' && /bin/rmdir '%1$s' && exec \"$@\"".formatted(gone);

        Answer answer = launchBy(line, "list");

        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.err()).contains("error: the folder in which this was called is gone\nnext:  change into one");
        assertThat(launchBy(line, "hook", "claude-code", "Stop").lines()).endsWith("<hook>", "<claude-code>", "<Stop>");
    }

    /// Java would open a file in its place and read that.
    @Test
    void takesAClosedStandardInputForAnEmptyOne() throws Exception {
        Path jdk = java("jdk", "25");
        environment.put("JAVA_HOME", jdk.toString());
        executable(Files.writeString(
                jdk.resolve("bin/java"), "#!/bin/sh\n{ true 3<&0; } 2>/dev/null && echo open || echo closed\n"));

        assertThat(launchBy("exec \"$@\" <&-", "list").out()).endsWith("open\n");
    }

    @Test
    void findsItselfThroughSymbolicLinks() throws Exception {
        environment.put("JAVA_HOME", java("jdk", "25").toString());
        Path bin = Files.createDirectories(folder.resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("k"), launcher);
        launcher = Files.createSymbolicLink(bin.resolve("kugetsu"), Path.of("k"));

        assertThat(launch("list").lines()).endsWith("<list>");
    }

    /// It begins with the build that lies beside it, which here ends it.
    @Test
    void startsTheQuickstartThroughSymbolicLinks() throws Exception {
        Path scripts = checkout.resolve("scripts");
        copy("quickstart", scripts);
        executable(Files.writeString(scripts.resolve("build"), "#!/bin/sh\necho \"build $0\"\nexit 9\n"));
        Path bin = Files.createDirectories(folder.resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("q"), scripts.resolve("quickstart"));
        launcher = Files.createSymbolicLink(bin.resolve("quickstart"), Path.of("q"));
        environment.put("PATH", "/usr/bin:/bin");

        Answer answer = launch();

        assertThat(answer.out()).isEqualTo("build " + scripts.resolve("build") + "\n");
        assertThat(answer.exitCode()).isEqualTo(9);
    }

    @Test
    void takesTheFirstJavaThatIsRecentEnough() throws Exception {
        environment.put("JAVA_HOME", java("old", "17.0.15").toString());
        Path recent = java("home/.sdkman/candidates/java/26-tem", "26");

        assertThat(launch("list").lines()).startsWith("java " + recent);
    }

    @Test
    void remembersWhichJavaItHasFound() throws Exception {
        Path first = java("first", "25");
        environment.put("JAVA_HOME", first.toString());
        launch("list");

        environment.put("JAVA_HOME", java("second", "25").toString());
        Answer remembered = launch("list");
        Files.delete(first.resolve("bin/java"));
        Answer searched = launch("list");

        assertThat(remembered.lines()).startsWith("java " + first);
        assertThat(searched.lines()).startsWith("java " + folder.toRealPath().resolve("second"));
    }

    @Test
    void obeysAnExplicitJavaAndOnlyThat() throws Exception {
        environment.put("JAVA_HOME", java("recent", "25").toString());
        environment.put("KUGETSU_JAVA_HOME", java("old", "17.0.15").toString());

        Answer answer = launch("list", "--json");

        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.err()).contains("KUGETSU_JAVA_HOME").contains("no Java 25 or newer");
        assertThat(answer.out())
                .startsWith("{\"error\":{\"kind\":\"unavailable\",\"message\":\"KUGETSU_JAVA_HOME is ")
                .endsWith("}}\n");
    }

    @Test
    void saysWhatToDoWithoutAnyJava() throws Exception {
        Answer answer = launch("list");

        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("no Java 25 or newer was found")
                .contains("install a JDK 25, or set KUGETSU_JAVA_HOME");
    }

    @Test
    void saysHowToBuildWhatIsNotBuilt() throws Exception {
        Files.delete(checkout.resolve("cli/target/kugetsu/lib/kugetsu-cli.jar"));

        Answer answer = launch("list");

        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.err())
                .contains("not built")
                .contains(checkout.resolve("scripts/build").toString());
    }

    @Test
    void keepsLettersInALocaleThatHasNone() throws Exception {
        environment.put("JAVA_HOME", java("jdk", "25").toString());
        environment.put("LANG", "C");

        assertThat(launch("start", "#1", "Grüße").lines())
                .contains("locale C.UTF-8", "<-Dkugetsu.charset=ASCII>", "<Grüße>");
    }

    @Test
    void givesADaemonTheWholeCompilerAndLittleMemory() throws Exception {
        environment.put("JAVA_HOME", java("jdk", "25").toString());

        assertThat(launch("daemon", "run").lines())
                .contains("<-Xms16m>", "<-Xmx256m>", "<-Dkugetsu.launcher=" + launcher + ">")
                .doesNotContain("<-XX:TieredStopAtLevel=1>")
                .endsWith("<daemon>", "<run>");
        assertThat(launch("daemon", "status").lines())
                .contains("<-XX:TieredStopAtLevel=1>")
                .noneMatch(line -> line.startsWith("<-Xmx"));
    }

    @Test
    void isStartedAnewBySystemdWhenItIsOutOfMemory() throws Exception {
        environment.put("JAVA_HOME", java("jdk", "25").toString());
        environment.put("KUGETSU_HOME", folder.resolve("a home").toString());
        Path crash = Files.createDirectories(folder.resolve("a home/logs")).resolve("daemon-crash.log");
        Path program = Files.writeString(folder.resolve("Glutton.java"), """
                void main() {
                    var kept = new ArrayList<byte[]>();
                    while (true) {
                        kept.add(new byte[1 << 20]);
                    }
                }
                """);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(launch("daemon", "run").lines().stream()
                .filter(line -> line.startsWith("<-X"))
                .map(line -> line.substring(1, line.length() - 1))
                .toList());
        command.add(program.toString());

        Process daemon = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(daemon.waitFor()).isPositive();
        assertThat(folder.resolve("out")).content().contains("OutOfMemory");
        assertThat(crash).content().contains("OutOfMemory");
        String unit = Files.readString(Path.of("..", "scripts", "kugetsu.service"));
        assertThat(unit.lines()
                        .filter(line -> line.startsWith("RestartPreventExitStatus="))
                        .flatMap(line -> Stream.of(line.split("[= ]")).skip(1)))
                .containsExactly("2", "3")
                .doesNotContain(Integer.toString(daemon.exitValue()));
    }

    @Test
    void refusesWindows() throws Exception {
        environment.put("OS", "Windows_NT");

        Answer answer = launch("list");

        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.err()).contains("does not run on Windows").contains("WSL");
    }

    private Path java(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.toRealPath().resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(home.resolve("bin"));
        String program = """
                #!/bin/sh
                echo "java %s"
                echo "locale $LC_ALL"
                for argument; do printf '<%%s>\\n' "$argument"; done
                """.formatted(home);
        executable(Files.writeString(home.resolve("bin/java"), program));
        return home;
    }

    private static Path copy(String script, Path target) throws IOException {
        Path source = Path.of("..", "scripts", script).toAbsolutePath().normalize();
        return Files.copy(source, target.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /// A folder with all that the launcher may need, and no java.
    private static String path(Path bin) throws IOException {
        Files.createDirectories(bin);
        for (String program : List.of("readlink", "sed", "mv")) {
            String script = "#!/bin/sh\nPATH=/usr/bin:/bin exec " + program + " \"$@\"\n";
            executable(Files.writeString(bin.resolve(program), script));
        }
        return bin.toString();
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Answer launch(String... arguments) throws IOException, InterruptedException {
        return launchBy("exec \"$@\"", arguments);
    }

    /// @param line of a shell that starts the launcher as `"$@"`
    private Answer launchBy(String line, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", line, "sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("err").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }

    private record Answer(int exitCode, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }
}
