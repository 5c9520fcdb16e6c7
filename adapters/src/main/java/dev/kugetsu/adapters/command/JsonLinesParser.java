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
import java.math.BigDecimal;
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
    private Optional<HarnessSessionId> session = Optional.empty();
    private Usage lastReport = Usage.NONE;

    JsonLinesParser(CommandOutput.JsonLines form, Optional<Pattern> sessionNotFound) {
        this.form = form;
        this.verdict = new CommandVerdict(tally, sessionNotFound);
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
        return Optional.of(verdict.write(ParserMemory.of(MEMORY))
                .put("named", session.map(HarnessSessionId::value))
                .put("last_report", lastReport)
                .text());
    }

    @Override
    public void resume(String memory) {
        ParserMemory remembered = ParserMemory.parse(MEMORY, memory);
        verdict.read(remembered);
        session = remembered.find("named").map(HarnessSessionId::new);
        lastReport = remembered.usage("last_report");
    }

    @Override
    public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
        return verdict.judge(exitCode, stderrTail);
    }

    @Override
    public TurnOutcome interrupted(TurnOutcome.Status status, Optional<Failure> failure) {
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
        form.usage().flatMap(pointers -> usage(line, pointers)).ifPresent(spent -> {
            tally.spent(spent);
            events.add(new UsageReported(spent));
        });
        return events;
    }

    private Optional<Usage> usage(JsonNode line, CommandOutput.UsagePointers pointers) {
        Optional<BigDecimal> input = number(line, pointers.inputTokens());
        Optional<BigDecimal> output = number(line, pointers.outputTokens());
        Optional<BigDecimal> cost = number(line, pointers.costUsd());
        if (input.isEmpty() && output.isEmpty() && cost.isEmpty()) {
            return Optional.empty();
        }
        Usage report = new Usage(
                input.orElse(BigDecimal.ZERO).longValue(),
                output.orElse(BigDecimal.ZERO).longValue(),
                cost.orElse(BigDecimal.ZERO));
        Usage before = lastReport;
        lastReport = report;
        return Optional.of(
                switch (pointers.counting()) {
                    case ADDED_UP -> report;
                    case LAST_COUNTS ->
                        new Usage(
                                report.inputTokens() - before.inputTokens(),
                                report.outputTokens() - before.outputTokens(),
                                report.costUsd().subtract(before.costUsd()));
                });
    }

    /// Also of a text that holds a number.
    private static Optional<BigDecimal> number(JsonNode line, JsonPointer pointer) {
        try {
            return text(line, pointer).map(BigDecimal::new);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// Empty for what is missing, null or an empty text; an object is told as it stands there.
    private static Optional<String> text(JsonNode line, JsonPointer pointer) {
        JsonNode node = line.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isValueNode() ? node.asText() : node.toString()).filter(text -> !text.isBlank());
    }
}
