package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.ErrorReported;
import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.HarnessEvent.PermissionDenied;
import dev.kugetsu.adapters.HarnessEvent.SessionStarted;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessEvent.UsageReported;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.StreamEvent.Source;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.process.OutputParser;
import dev.kugetsu.adapters.process.ParserMemory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `opencode run --format json --print-logs`.
///
/// opencode 1.18: standard output has a line only when the model has answered; the session's id comes earlier,
/// in the log on standard error, within the first second. Tokens and cost of a step are its own, so their sum
/// is the turn's, whatever the session has spent before.
final class OpencodeOutput implements OutputParser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEAD = 200;
    private static final String MEMORY = "opencode 1";

    private final OpencodeLog log = new OpencodeLog();
    private final List<String> answer = new ArrayList<>();
    private final List<PermissionRule> refused = new ArrayList<>();
    private final Set<Source> named = EnumSet.noneOf(Source.class);
    private Optional<HarnessSessionId> session = Optional.empty();
    private Optional<ErrorReport> error = Optional.empty();
    private Usage usage = Usage.NONE;
    private String message = "";
    private String finish = "";

    @Override
    public List<HarnessEvent> stdout(String line) {
        try {
            return read(JSON.readTree(line), line);
        } catch (JsonProcessingException e) {
            return skip(line);
        }
    }

    @Override
    public List<HarnessEvent> stderr(String line) {
        List<HarnessEvent> events = new ArrayList<>(log.read(line));
        for (HarnessEvent event : events) {
            if (event instanceof PermissionDenied denied) {
                refused.add(denied.wanted());
            }
        }
        log.session().ifPresent(id -> nameSession(Source.STDERR, id, events));
        return List.copyOf(events);
    }

    @Override
    public Optional<String> memory() {
        ParserMemory memory = ParserMemory.of(MEMORY)
                .put("answer", answer)
                .put("refused", refused.stream().map(PermissionRule::toString).toList())
                .put("named", named.stream().map(Source::name).toList())
                .put("session", session.map(HarnessSessionId::value))
                .put("usage", usage)
                .put("message", message)
                .put("finish", finish);
        error.ifPresent(report -> report.write(memory));
        log.write(memory);
        return Optional.of(memory.text());
    }

    @Override
    public void resume(String memory) {
        ParserMemory remembered = ParserMemory.parse(MEMORY, memory);
        answer.addAll(remembered.list("answer"));
        remembered.list("refused").stream().map(PermissionRule::allow).forEach(refused::add);
        remembered.list("named").stream().map(Source::valueOf).forEach(named::add);
        session = remembered.find("session").map(HarnessSessionId::new);
        usage = remembered.usage("usage");
        message = remembered.text("message");
        finish = remembered.text("finish");
        error = ErrorReport.find(remembered);
        log.read(remembered);
    }

    @Override
    public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
        Optional<Failure> failure = error.map(report -> report.failure(log.errors()));
        return new Verdict(failure, finish, text(), List.copyOf(refused), exitCode).outcome(stderrTail, this::outcome);
    }

    @Override
    public TurnOutcome interrupted(Status status, Optional<Failure> failure) {
        return outcome(status, failure, Optional.empty());
    }

    private TurnOutcome outcome(Status status, Optional<Failure> failure, Optional<Integer> exitCode) {
        return new TurnOutcome(status, failure, text(), usage, session, exitCode);
    }

    private String text() {
        return String.join("\n", answer);
    }

    private List<HarnessEvent> read(JsonNode event, String line) {
        if (!event.isObject()) {
            return skip(line);
        }
        List<HarnessEvent> events = new ArrayList<>();
        nameSession(Source.STDOUT, event.path("sessionID").asText(), events);
        JsonNode part = event.path("part");
        startMessage(part.path("messageID").asText());
        switch (event.path("type").asText()) {
            case "step_start", "reasoning" -> {
                // The session is all that they tell.
            }
            case "text" -> events.add(readText(part.path("text").asText()));
            case "tool_use" -> events.add(ToolPart.read(part));
            case "step_finish" -> events.add(readFinish(part));
            case "error" -> events.add(readError(event));
            default -> events.addAll(skip(line));
        }
        return List.copyOf(events);
    }

    /// Names the session once for each output: an event is known by its place in one of them, so what is read
    /// from the one must not depend on how far the other has been read.
    private void nameSession(Source source, String id, List<HarnessEvent> events) {
        if (SessionIds.isValid(id) && named.add(source)) {
            session = Optional.of(new HarnessSessionId(id));
            events.addFirst(new SessionStarted(session.get()));
        }
    }

    /// Each step of a turn is a message of its own; the answer is what the last one says.
    private void startMessage(String id) {
        if (!id.isEmpty() && !id.equals(message)) {
            message = id;
            answer.clear();
        }
    }

    private HarnessEvent readText(String text) {
        answer.add(text);
        return new TextProduced(text);
    }

    private HarnessEvent readFinish(JsonNode part) {
        finish = part.path("reason").asText();
        // opencode 1.18: a context that overflowed is reported, compacted, and the turn goes on.
        error = Optional.empty();
        Usage step = StepUsage.read(part);
        usage = usage.plus(step);
        return new UsageReported(step);
    }

    private HarnessEvent readError(JsonNode event) {
        ErrorReport report = ErrorReport.of(event);
        error = Optional.of(report);
        return new ErrorReported(report.failure(Map.of()));
    }

    private static List<HarnessEvent> skip(String line) {
        String head = line.substring(0, Math.min(HEAD, line.length()));
        return List.of(new LineSkipped(head, line.getBytes(StandardCharsets.UTF_8).length));
    }
}
