package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcfsProcessesTest extends ProcessesContractTest {

    @Override
    SystemProcesses processes() {
        return SystemProcesses.detect();
    }

    /// Between two programs a process has no environment, and each look had one chance in twenty to miss its
    /// marker.
    @Test
    void aProcessThatBecomesOneProgramAfterTheOtherCarriesItsMarkerAllTheTime() throws Exception {
        Files.writeString(root.resolve("again"), "exec sh again\n");
        shell("exec sh again");
        List<ProcessIdentity> found = markedOnes(1);

        for (int look = 0; look < 300; look++) {
            assertThat(processes.listMarked().get(turnId)).as("look %d", look).isEqualTo(found);
        }
    }
}
