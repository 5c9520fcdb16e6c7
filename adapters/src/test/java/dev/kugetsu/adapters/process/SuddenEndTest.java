package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Failure.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuddenEndTest {

    @ParameterizedTest
    @CsvSource({"132, SIGILL", "134, SIGABRT", "135, SIGBUS", "137, SIGKILL", "139, SIGSEGV"})
    void aSignalByWhichNobodyAsksToEndHasKilledTheProgram(int exitCode, String signal) {
        assertThat(SuddenEnd.failure("it", exitCode, "").kind()).isEqualTo(Kind.PROCESS_GONE);
        assertThat(SuddenEnd.failure("it", exitCode, "").message()).startsWith("it was killed by " + signal + ",");
    }

    /// SIGHUP, SIGINT, SIGPIPE and SIGTERM are ways to ask; a web status may come out as 145.
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 129, 130, 141, 143, 145, 255})
    void everyOtherCodeIsTheProgramsOwn(int exitCode) {
        assertThat(SuddenEnd.failure("it", exitCode, "why").kind()).isEqualTo(Kind.HARNESS_ERROR);
        assertThat(SuddenEnd.failure("it", exitCode, "why").message())
                .isEqualTo("it ended with exit code " + exitCode + ": why");
    }
}
