package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'kugetsu sta', start",
        "'kugetsu destroy --b', --base",
        "'kugetsu start --det', --detach",
        "'kugetsu completion fi', fish",
        "'kugetsu session ren', rename",
        "'kugetsu session cleanup --proj', --project",
    })
    void completesInBash(String typed, String completed) throws Exception {
        List<String> words = List.of(typed.split(" "));
        Files.writeString(folder.resolve("completion"), script("bash"));
        String test = """
                source "$1"; shift
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                _complete_kugetsu
                printf '%s\\n' "${COMPREPLY[@]}"
                """;

        assertThat(run(Stream.concat(
                                Stream.of(
                                        "bash",
                                        "--norc",
                                        "-c",
                                        test,
                                        "bash",
                                        folder.resolve("completion").toString()),
                                words.stream())
                        .toList()))
                .contains(completed);
    }

    @ParameterizedTest
    @CsvSource({"bash, bash", "zsh, zsh", "fish, fish"})
    void isSyntaxOfItsShell(String name, String shell) throws Exception {
        assumeTrue(isInstalled(shell), shell + " is not installed: its script is not checked");
        Path script = Files.writeString(folder.resolve("completion"), script(name));

        assertThat(run(List.of(shell, "-n", script.toString()))).isEmpty();
    }

    @Test
    void knowsEveryCommandAndOptionInFish() {
        assertThat(script("fish"))
                .contains("complete -c kugetsu -n __fish_use_subcommand -a start -d 'Give an issue its own")
                .contains("-n '__fish_seen_subcommand_from start' -l timeout -r -d")
                .contains("-n '__fish_seen_subcommand_from logs' -s f -l follow -d")
                .contains("-n '__fish_seen_subcommand_from completion' -a zsh")
                .contains(
                        "-n '__fish_seen_subcommand_from project; and not __fish_seen_subcommand_from add ls get rm' -a add")
                .contains("-n '__fish_seen_subcommand_from project; and __fish_seen_subcommand_from add' -l path -r")
                .contains("-d 'Print JSON on standard output, errors too.'");
    }

    private static String script(String shell) {
        return CliRun.with(new FakeSupervisor()).run("completion", shell).out();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
