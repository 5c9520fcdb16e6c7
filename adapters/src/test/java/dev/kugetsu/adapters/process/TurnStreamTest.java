package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnStreamTest {

    @Test
    void aLineThatAParserStumblesOverIsSkipped(@TempDir Path root) throws Exception {
        TurnFolder folder = new TurnFolder(root);
        Files.writeString(folder.stdout(), "good\nbad\ngood\n");
        Files.writeString(folder.stderr(), "bad\n");
        List<StreamEvent> events = new ArrayList<>();

        new TurnStream(folder, new Stumbling()).advance(events::add);

        assertThat(events)
                .extracting(StreamEvent::event)
                .containsExactly(
                        new TextProduced("good"),
                        new LineSkipped("bad", 3),
                        new TextProduced("good"),
                        new LineSkipped("bad", 3));
    }

    private record Stumbling() implements OutputParser {

        @Override
        public List<HarnessEvent> stdout(String line) {
            if (line.equals("bad")) {
                throw new IllegalArgumentException("not a harness session id: '-1'");
            }
            return List.of(new TextProduced(line));
        }

        @Override
        public List<HarnessEvent> stderr(String line) {
            return stdout(line);
        }

        @Override
        public Optional<String> memory() {
            return Optional.empty();
        }

        @Override
        public void resume(String memory) {
            throw new IllegalArgumentException("nothing was remembered");
        }

        @Override
        public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
            throw new AssertionError("the turn has not ended");
        }

        @Override
        public TurnOutcome interrupted(TurnOutcome.Status status, Optional<Failure> failure) {
            throw new AssertionError("the turn has not ended");
        }
    }
}
