package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnRecordsTest {

    @TempDir
    Path root;

    private TurnFolder folder;
    private TurnRecords records;

    @BeforeEach
    void open() {
        folder = new TurnFolder(root);
        records = new TurnRecords(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "12 34 boot\n"})
    void aLaunchThatIsCutOffIsUnreadable(String text) throws Exception {
        Files.writeString(folder.started(), text);

        assertThatIllegalArgumentException()
                .isThrownBy(records::findLaunch)
                .withMessageContaining(folder.started().toString());
    }

    @Test
    void aStopWithoutItsReasonIsUnreadable() throws Exception {
        Files.createFile(folder.stopReason());

        assertThatIllegalArgumentException()
                .isThrownBy(records::findStop)
                .withMessageContaining(folder.stopReason().toString());
    }

    @Test
    void aStopNeedsNoDetail() {
        records.stop(new TurnRecords.Stop(StopReason.REQUESTED, ""));

        assertThat(records.findStop()).contains(new TurnRecords.Stop(StopReason.REQUESTED, ""));
    }

    @Test
    void anExitWithoutItsCodeIsUnreadable() throws Exception {
        Files.writeString(folder.exit(), " ".repeat(32) + '\n');

        assertThatIllegalArgumentException().isThrownBy(records::findExit);
    }
}
