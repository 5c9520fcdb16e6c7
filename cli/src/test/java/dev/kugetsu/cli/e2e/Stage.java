package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A user with a home, a repository and a folder for temporary files of their own, who runs kugetsu as a process.
///
/// Closing it fails when anything still runs in there, when a temporary file is left over, or when the audit of the
/// home finds a difference.
final class Stage implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path root;
    final Path user;
    final Path home;
    final Path repository;
    final Path temporary;
    final Map<String, String> environment = new ConcurrentHashMap<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final Set<String> allowed = new HashSet<>();
    private boolean isHomeBroken;
    private boolean isBuiltUsed = true;

    Stage(Path folder) throws IOException {
        root = folder.toRealPath();
        user = Files.createDirectories(root.resolve("user"));
        home = user.resolve(".kugetsu");
        repository = Files.createDirectories(root.resolve("app"));
        temporary = Files.createDirectories(root.resolve("tmp"));
        Files.createDirectories(root.resolve("runs"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOME", user.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("KUGETSU_HOME", home.toString());
        environment.put("KUGETSU_HARNESS", "scripted");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("KUGETSU_PORT", "0");
        writeLauncher();
        Files.writeString(user.resolve(".gitconfig"), "[user]\n\tname = Jo\n\temail = jo@example.org\n");
    }

    /// With a repository of one commit and a remote that nobody asks.
    static Stage withRepository(Path folder) throws IOException {
        Stage stage = new Stage(folder);
        stage.git("init", "-q", "-b", "main");
        stage.git("remote", "add", "origin", "https://github.com/acme/app.git");
        Files.writeString(stage.repository.resolve("README.md"), "hello\n");
        stage.git("add", ".");
        stage.git("commit", "-q", "-m", "Begin");
        return stage;
    }

    /// With a base session of the scripted harness too.
    static Stage ready(Path folder) throws IOException {
        Stage stage = withRepository(folder);
        stage.succeed("init", "--headless", "--message", "say I know this repository");
        return stage;
    }

    /// For tests that change what lies beside the launcher, which then is one of the stage's own.
    void runCompiledClasses() throws IOException {
        isBuiltUsed = false;
        writeLauncher();
    }

    /// What `kugetsu` is on the path of a user.
    private void writeLauncher() throws IOException {
        String words =
                command(environment).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        writeProgram("launcher", "#!/bin/sh\nexec " + words + " \"$@\"\n");
    }

    /// What agents call as their hook, in the stage's own folder, so that it can be changed.
    Path writeHook() throws IOException {
        writeProgram("kugetsu", "#!/bin/sh\nexec '" + root.resolve("launcher") + "' \"$@\"\n");
        for (String script : List.of("daemon.bash", "kugetsu-hook")) {
            writeProgram(script, Files.readString(Path.of("../scripts", script)));
        }
        return root.resolve("kugetsu-hook");
    }

    void writeProgram(String name, String text) throws IOException {
        Path file = Files.writeString(root.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    Result succeed(String... arguments) {
        Result result = run(arguments);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result;
    }

    Result run(String... arguments) {
        return spawn(arguments).await();
    }

    Running spawn(String... arguments) {
        return spawnIn(repository, Map.of(), "", arguments);
    }

    /// Where pids are counted apart, as in a container that has all of our files; wants to be root.
    Running spawnInContainer(String... arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc"));
        command.addAll(command(environment, arguments));
        return launch(repository, environment, "", command);
    }

    /// @param more added to the environment of this process
    Running spawnIn(Path directory, Map<String, String> more, String input, String... arguments) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(more);
        return launch(directory, variables, input, command(variables, arguments));
    }

    private List<String> command(Map<String, String> variables, String... arguments) {
        // Whoever runs the tests in the background may ignore signals, which children inherit.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT"));
        String built = System.getProperty("tests.launcher");
        command.addAll(built == null || !isBuiltUsed ? compiled(variables) : List.of(built));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Where nothing is built, as in an editor, the classes run as they are, which takes twice as long.
    private static List<String> compiled(Map<String, String> variables) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + variables.get("HOME"),
                "-Djava.io.tmpdir=" + variables.get("TMPDIR"),
                "-Dkugetsu.launcher=" + Path.of(variables.get("HOME")).resolveSibling("launcher"),
                "-Dkugetsu.tty=",
                "-Dkugetsu.charset=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.kugetsu.cli.Main");
    }

    String git(String... arguments) {
        return gitIn(repository, arguments);
    }

    String gitIn(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Result result = launch(directory, environment, "", command).await();
        assertThat(result.exitCode()).as(command + ": " + result).isZero();
        return result.out();
    }

    /// The sessions as scripts see them.
    JsonNode list() {
        return succeed("list", "--json").json();
    }

    /// The one session of an issue, such as `#1`.
    JsonNode listed(String issue) {
        return list().valueStream()
                .filter(session -> session.path("issue_ref").asText().endsWith(issue))
                .findFirst()
                .orElseThrow();
    }

    /// Everything that runs in here, by whatever it was started.
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> environmentOf(process.pid()).contains(root.toString()))
                .toList();
    }

    /// What this test makes a mess of on purpose, as the kinds of differences that the audit may find at its end.
    void allow(String... kinds) {
        allowed.addAll(List.of(kinds));
    }

    /// This test breaks the database on purpose, so that nobody can audit its home.
    void breaksItsHome() {
        isHomeBroken = true;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> left = new ArrayList<>();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> processes().isEmpty());
        } finally {
            left.addAll(processes());
            left.forEach(ProcessHandle::destroyForcibly);
        }
        audit();
        assertThat(user.resolve(".config/jgit"))
                .as("what JGit keeps of its own")
                .doesNotExist();
        try (Stream<Path> files = Files.list(temporary)) {
            // sqlite-jdbc unpacks its library there, and a process that was killed leaves it to the next one.
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith("sqlite-")))
                    .isEmpty();
        }
    }

    private void audit() {
        if (isHomeBroken || Files.notExists(home.resolve("kugetsu.db"))) {
            return;
        }
        Result result = run("audit", "--json");
        assertThat(result.exitCode()).as(result.toString()).isIn(0, 1);
        assertThat(result.json().path("left").valueStream())
                .as("what the audit finds at the end of the test")
                .filteredOn(
                        difference -> !allowed.contains(difference.path("kind").asText()))
                .isEmpty();
    }

    private Running launch(Path directory, Map<String, String> variables, String input, List<String> command) {
        try {
            Path files = Files.createDirectory(root.resolve("runs/" + runs.incrementAndGet()));
            Path in = Files.writeString(files.resolve("in"), input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(files.resolve("out").toFile())
                    .redirectError(files.resolve("err").toFile());
            builder.environment().clear();
            builder.environment().putAll(variables);
            return new Running(builder.start(), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String environmentOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    /// A process that has been started.
    record Running(Process process, Path files) {

        Result await() {
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    String soFar = new Result(-1, out(), err()).toString();
                    process.destroyForcibly();
                    throw new AssertionError("no end after " + PATIENCE + ": " + soFar);
                }
                return new Result(process.exitValue(), out(), err());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        void signal(String name) throws IOException, InterruptedException {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(code).isZero();
        }

        String out() {
            return read("out");
        }

        String err() {
            return read("err");
        }

        private String read(String name) {
            try {
                return new String(Files.readAllBytes(files.resolve(name)), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// What a process has left behind.
    record Result(int exitCode, String out, String err) {

        /// The one value on standard output.
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + this, e);
            }
        }

        /// A command with `--json` that was refused.
        void assertRefused(int code, String kind, String... words) {
            assertThat(exitCode).as(toString()).isEqualTo(code);
            JsonNode error = json().path("error");
            assertThat(error.path("kind").asText()).as(out).isEqualTo(kind);
            assertThat(error.path("message").asText()).contains(words);
            assertThat(error.path("next").asText()).as(out).isNotBlank().isNotEqualTo("null");
            assertThat(err).contains("error: ", "next:  ");
            assertThat(Arrays.asList(err.split("\n"))).noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
