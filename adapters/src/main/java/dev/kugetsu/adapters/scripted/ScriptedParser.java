package dev.kugetsu.adapters.scripted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.ErrorReported;
import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.HarnessEvent.MessageReceived;
import dev.kugetsu.adapters.HarnessEvent.PermissionDenied;
import dev.kugetsu.adapters.HarnessEvent.RetryScheduled;
import dev.kugetsu.adapters.HarnessEvent.SessionStarted;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessEvent.ToolUsed;
import dev.kugetsu.adapters.HarnessEvent.UsageReported;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.process.OutputParser;
import dev.kugetsu.adapters.process.ParserMemory;
import dev.kugetsu.adapters.process.SuddenEnd;
import dev.kugetsu.adapters.process.TurnTally;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Understands the JSON lines of the player; what they look like stands in `player.sh`.
final class ScriptedParser implements OutputParser {

    private static final int HEAD = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEMORY = "scripted 1";

    private final TurnTally tally = new TurnTally();
    private Optional<PermissionRule> denied = Optional.empty();
    private Optional<Failure> error = Optional.empty();
    private boolean finished;

    @Override
    public List<HarnessEvent> stdout(String line) {
        try {
            return read(JSON.readTree(line)).map(List::of).orElse(List.of());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String head = line.substring(0, Math.min(HEAD, line.length()));
            return List.of(new LineSkipped(head, line.getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Override
    public List<HarnessEvent> stderr(String line) {
        return List.of();
    }

    @Override
    public Optional<String> memory() {
        return Optional.of(ParserMemory.of(MEMORY)
                .put(tally)
                .put("denied", denied.map(PermissionRule::toString))
                .putFailure("error", error)
                .put("finished", Boolean.toString(finished))
                .text());
    }

    @Override
    public void resume(String memory) {
        ParserMemory remembered = ParserMemory.parse(MEMORY, memory);
        remembered.read(tally);
        denied = remembered.find("denied").map(PermissionRule::allow);
        error = remembered.findFailure("error");
        finished = Boolean.parseBoolean(remembered.text("finished"));
    }

    @Override
    public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
        if (denied.isPresent()) {
            Failure failure = new Failure(Failure.Kind.PERMISSION, "no rule allows " + denied.get());
            return tally.outcome(Status.BLOCKED, Optional.of(failure), exitCode);
        }
        if (error.isPresent()) {
            return tally.outcome(Status.FAILED, error, exitCode);
        }
        if (finished && exitCode.orElse(0) == 0) {
            return tally.outcome(Status.SUCCEEDED, Optional.empty(), exitCode);
        }
        if (exitCode.isEmpty()) {
            return tally.lost();
        }
        return exitCode.get() == 0
                ? tally.failed(Failure.Kind.NO_RESULT, "the script ended before its last line", exitCode)
                : tally.outcome(
                        Status.FAILED,
                        Optional.of(SuddenEnd.failure("the script", exitCode.get(), lastLine(stderrTail))),
                        exitCode);
    }

    @Override
    public TurnOutcome interrupted(Status status, Optional<Failure> failure) {
        return tally.outcome(status, failure, Optional.empty());
    }

    private Optional<HarnessEvent> read(JsonNode event) {
        return switch (event.path("type").asText()) {
            case "session" -> Optional.of(session(new HarnessSessionId(text(event, "id"))));
            case "text" -> Optional.of(said(text(event, "text")));
            case "tool" ->
                Optional.of(new ToolUsed(
                        text(event, "tool"),
                        text(event, "title"),
                        Optional.of(text(event, "error")).filter(message -> !message.isEmpty())));
            case "permission" -> Optional.of(denied(PermissionRule.allow(text(event, "wanted"))));
            case "retry" ->
                Optional.of(new RetryScheduled(Integer.parseInt(text(event, "attempt")), text(event, "reason")));
            case "usage" ->
                Optional.of(spent(new Usage(
                        Long.parseLong(text(event, "input")),
                        Long.parseLong(text(event, "output")),
                        new BigDecimal(text(event, "cost")))));
            case "error" -> Optional.of(failed(new Failure(kind(event), text(event, "message"), retryAt(event))));
            case "message" -> Optional.of(new MessageReceived(text(event, "id")));
            case "end" -> {
                finished = true;
                yield Optional.empty();
            }
            case String other -> throw new IllegalArgumentException("no event of the player: '" + other + "'");
        };
    }

    private HarnessEvent session(HarnessSessionId id) {
        tally.heard(id);
        return new SessionStarted(id);
    }

    private HarnessEvent said(String text) {
        tally.heard(text);
        return new TextProduced(text);
    }

    private HarnessEvent denied(PermissionRule wanted) {
        denied = Optional.of(wanted);
        return new PermissionDenied(wanted);
    }

    private HarnessEvent spent(Usage usage) {
        tally.spent(usage);
        return new UsageReported(usage);
    }

    private HarnessEvent failed(Failure failure) {
        error = Optional.of(failure);
        return new ErrorReported(failure);
    }

    /// The script names the kind, or the status that a provider would have answered with.
    private static Failure.Kind kind(JsonNode event) {
        if (event.has("kind")) {
            return Failure.Kind.valueOf(text(event, "kind").toUpperCase(Locale.ROOT));
        }
        int status = Integer.parseInt(text(event, "status"));
        return switch (status) {
            case 401, 403 -> Failure.Kind.AUTHENTICATION;
            case 404 -> Failure.Kind.UNKNOWN_MODEL;
            case 429 -> Failure.Kind.RATE_LIMIT;
            default -> status >= 500 ? Failure.Kind.SERVER_ERROR : Failure.Kind.BAD_REQUEST;
        };
    }

    private static Optional<Instant> retryAt(JsonNode event) {
        return event.has("retry_at")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text(event, "retry_at"))))
                : Optional.empty();
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private static String text(JsonNode event, String field) {
        JsonNode value = event.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no text '" + field + "' in an event of the player");
        }
        return value.asText();
    }
}
