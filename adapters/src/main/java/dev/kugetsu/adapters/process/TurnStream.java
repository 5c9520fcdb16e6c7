package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.StreamEvent.Source;
import dev.kugetsu.adapters.TurnFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Both outputs of a turn, each line read once and turned into events. Not thread-safe.
final class TurnStream {

    /// A longer line is no event of any harness, but something that would eat our memory.
    private static final int LONGEST_LINE = 64 << 20;

    private static final int HEAD = 200;

    /// More would take longer to keep than to find out again.
    private static final int LONGEST_MEMORY = 64 << 10;

    private final OutputParser parser;
    private final GrowingFile stdout;
    private final GrowingFile stderr;

    /// Reads from the first byte on.
    TurnStream(TurnFolder folder, OutputParser parser) {
        this(folder, parser, 0, 0);
    }

    private TurnStream(TurnFolder folder, OutputParser parser, long stdoutBytes, long stderrBytes) {
        this.parser = parser;
        this.stdout = new GrowingFile(folder.stdout(), LONGEST_LINE, stdoutBytes);
        this.stderr = new GrowingFile(folder.stderr(), LONGEST_LINE, stderrBytes);
    }

    /// Reads from a checkpoint on, or from the first byte when the parser does not understand it.
    static TurnStream from(Checkpoint checkpoint, TurnFolder folder, Supplier<OutputParser> parsers) {
        OutputParser parser = parsers.get();
        try {
            parser.resume(checkpoint.memory());
        } catch (RuntimeException notOfItsKind) {
            return new TurnStream(folder, parsers.get());
        }
        return new TurnStream(folder, parser, checkpoint.stdoutBytes(), checkpoint.stderrBytes());
    }

    OutputParser parser() {
        return parser;
    }

    /// Behind the last lines that were handed over.
    Optional<Checkpoint> checkpoint() {
        return parser.memory()
                .filter(memory -> memory.length() <= LONGEST_MEMORY)
                .map(memory -> new Checkpoint(stdout.lineOffset(), stderr.lineOffset(), memory));
    }

    /// Hands over what has come since the last call, but not what comes during this one: a harness that writes
    /// without end cannot hold us.
    void advance(Consumer<StreamEvent> observer) throws IOException {
        drain(stdout, Source.STDOUT, observer);
        drain(stderr, Source.STDERR, observer);
    }

    /// Hands over the rest of a turn whose processes have all ended; a last line counts without its end.
    void finish(Consumer<StreamEvent> observer) throws IOException {
        advance(observer);
        stdout.rest().ifPresent(line -> emit(Source.STDOUT, line, observer));
        stderr.rest().ifPresent(line -> emit(Source.STDERR, line, observer));
    }

    long bytesSeen() {
        return stdout.readOffset() + stderr.readOffset();
    }

    private void drain(GrowingFile file, Source source, Consumer<StreamEvent> observer) throws IOException {
        file.look();
        for (Optional<GrowingFile.Line> line = file.next(); line.isPresent(); line = file.next()) {
            emit(source, line.get(), observer);
        }
    }

    private void emit(Source source, GrowingFile.Line line, Consumer<StreamEvent> observer) {
        List<HarnessEvent> events = events(source, line);
        for (int index = 0; index < events.size(); index++) {
            observer.accept(new StreamEvent(source, line.endOffset(), index, events.get(index)));
        }
    }

    private List<HarnessEvent> events(Source source, GrowingFile.Line line) {
        if (!line.isWhole(LONGEST_LINE)) {
            return skipped(line);
        }
        try {
            return switch (source) {
                case STDOUT -> parser.stdout(line.text());
                case STDERR -> parser.stderr(line.text());
            };
        } catch (RuntimeException surprising) { // one line must not cost us the turn: nobody would see its end
            return skipped(line);
        }
    }

    private static List<HarnessEvent> skipped(GrowingFile.Line line) {
        String head = line.text().substring(0, Math.min(HEAD, line.text().length()));
        return List.of(new LineSkipped(head, line.sizeBytes()));
    }
}
