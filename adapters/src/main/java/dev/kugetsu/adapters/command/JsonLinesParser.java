package dev.kugetsu.adapters.command;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.ErrorReported;
import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.HarnessEvent.SessionStarted;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessEvent.UsageReported;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.process.OutputParser;
import dev.kugetsu.adapters.process.ParserMemory;
import dev.kugetsu.adapters.process.TurnTally;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Picks out of JSON lines what the pointers name.
final class JsonLinesParser implements OutputParser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEAD = 200;
    private static final String MEMORY = "json-lines 1";

    private final CommandOutput.JsonLines form;
    private final CommandVerdict verdict;
    private final TurnTally tally = new TurnTally();
    private final Optional<SessionTotals.Turn> totals;
    private final Optional<UsageReports> usage;
    private Optional<HarnessSessionId> session = Optional.empty();

    /// @param totals when the program counts over the whole session
    JsonLinesParser(
            CommandOutput.JsonLines form, Optional<Pattern> sessionNotFound, Optional<SessionTotals.Turn> totals) {
        this.form = form;
        this.verdict = new CommandVerdict(tally, sessionNotFound);
        this.totals = totals;
        Optional<Usage> before = totals.map(SessionTotals.Turn::before).orElse(Optional.of(Usage.NONE));
        this.usage = form.usage().map(pointers -> new UsageReports(pointers, before));
    }

    @Override
    public List<HarnessEvent> stdout(String line) {
        try {
            return read(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            verdict.hear(line);
            String head = line.substring(0, Math.min(HEAD, line.length()));
            return List.of(new LineSkipped(head, line.getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Override
    public List<HarnessEvent> stderr(String line) {
        verdict.hear(line);
        return List.of();
    }

    @Override
    public Optional<String> memory() {
        ParserMemory memory = verdict.write(ParserMemory.of(MEMORY)).put("named", session.map(HarnessSessionId::value));
        usage.ifPresent(reports -> reports.write(memory));
        return Optional.of(memory.text());
    }

    @Override
    public void resume(String memory) {
        ParserMemory remembered = ParserMemory.parse(MEMORY, memory);
        verdict.read(remembered);
        session = remembered.find("named").map(HarnessSessionId::new);
        usage.ifPresent(reports -> reports.read(remembered));
    }

    @Override
    public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
        remember();
        return verdict.judge(exitCode, stderrTail);
    }

    @Override
    public TurnOutcome interrupted(TurnOutcome.Status status, Optional<Failure> failure) {
        remember();
        return tally.outcome(status, failure, Optional.empty());
    }

    private List<HarnessEvent> read(JsonNode line) {
        List<HarnessEvent> events = new ArrayList<>();
        form.session()
                .flatMap(pointer -> text(line, pointer))
                .flatMap(SessionIds::find)
                .ifPresent(id -> {
                    if (!session.equals(Optional.of(id))) {
                        session = Optional.of(id);
                        tally.heard(id);
                        events.add(new SessionStarted(id));
                    }
                });
        text(line, form.text()).ifPresent(answer -> {
            tally.heard(answer);
            events.add(new TextProduced(answer));
        });
        form.error()
                .flatMap(pointer -> text(line, pointer))
                .ifPresent(message -> events.add(new ErrorReported(verdict.fail(message))));
        usage.flatMap(reports -> reports.read(line)).ifPresent(spent -> {
            tally.spent(spent);
            events.add(new UsageReported(spent));
        });
        return events;
    }

    private void remember() {
        totals.ifPresent(turn ->
                session.ifPresent(id -> usage.flatMap(UsageReports::last).ifPresent(total -> turn.end(id, total))));
    }

    /// Empty for what is missing, null or an empty text; an object is told as it stands there.
    static Optional<String> text(JsonNode line, JsonPointer pointer) {
        JsonNode node = line.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isValueNode() ? node.asText() : node.toString()).filter(text -> !text.isBlank());
    }
}
