package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.PermissionDenied;
import dev.kugetsu.adapters.HarnessEvent.RetryScheduled;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.PermissionRule.Action;
import dev.kugetsu.adapters.process.ParserMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What standard error tells of a turn: opencode's log at level INFO, and a few lines for a person among it.
///
/// opencode 1.18: retries, the reason of an `UnknownError` and the patterns of a refused permission stand
/// nowhere else. Everything here is an addition: a log in another form makes a turn less visible, never judged
/// otherwise.
final class OpencodeLog {

    /// What the log says of a question; the notice for a person joins patterns that may hold commas themselves.
    private record Question(String permission, List<String> patterns) {

        boolean isShownAs(String wanted, String shown) {
            return permission.equals(wanted)
                    && String.join(", ", patterns)
                            .lines()
                            .findFirst()
                            .orElse("")
                            .equals(shown);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ANSI = Pattern.compile("\\u001B\\[[0-9;]*[A-Za-z]");
    /// The notice may go on in the next line, because a pattern may be a command of several lines.
    private static final Pattern REFUSAL =
            Pattern.compile("! *permission requested: (\\S+) \\((.*?)(\\); auto-rejecting)?");

    /// opencode 1.18: texts for which a model is asked again whatever the status was, up to five times.
    private static final Pattern TRANSIENT = Pattern.compile(
            "429|500|502|503|504|rate limit|too many requests|overloaded|service unavailable|server error"
                    + "|fetch failed|connection refused|econnreset",
            Pattern.CASE_INSENSITIVE);

    private static final int MAXIMUM_RETRIES = 5;

    /// Separates the parts of what is remembered together; stands in no log.
    private static final String BETWEEN = "\0";

    private final List<Question> asked = new ArrayList<>();
    private final Map<String, String> errors = new HashMap<>();
    private Optional<String> session = Optional.empty();
    private @Nullable String unanswered;
    private int attempt;

    /// The id of the turn's own session: the first that the log names; the others are its subagents'.
    Optional<String> session() {
        return session;
    }

    /// What went wrong inside opencode, by the reference that its `error` event bears.
    Map<String, String> errors() {
        return errors;
    }

    void write(ParserMemory memory) {
        memory.put("log.session", session)
                .put("log.attempt", Integer.toString(attempt))
                .put("log.unanswered", Optional.ofNullable(unanswered))
                .put(
                        "log.errors",
                        errors.entrySet().stream()
                                .map(error -> error.getKey() + BETWEEN + error.getValue())
                                .toList())
                .put("log.asked", asked.stream().map(OpencodeLog::write).toList());
    }

    private static String write(Question question) {
        return question.permission() + BETWEEN + String.join(BETWEEN, question.patterns());
    }

    /// What {@link #write(ParserMemory)} has written.
    void read(ParserMemory memory) {
        session = memory.find("log.session");
        attempt = Integer.parseInt(memory.text("log.attempt"));
        unanswered = memory.find("log.unanswered").orElse(null);
        for (String error : memory.list("log.errors")) {
            List<String> parts = List.of(error.split(BETWEEN, -1));
            errors.put(parts.getFirst(), parts.getLast());
        }
        for (String question : memory.list("log.asked")) {
            List<String> parts = List.of(question.split(BETWEEN, -1));
            asked.add(new Question(parts.getFirst(), parts.subList(1, parts.size())));
        }
    }

    /// A line without the colours meant for a terminal.
    static String plain(String line) {
        return ANSI.matcher(line).replaceAll("").strip();
    }

    List<HarnessEvent> read(String line) {
        return LogLine.parse(line).map(this::readLog).orElseGet(() -> readNotice(plain(line)));
    }

    private List<HarnessEvent> readLog(LogLine line) {
        switch (line.message()) {
            case "created" -> nameSession(line.field("id"));
            case "loop" -> nameSession(line.field("session.id"));
            case "asking" -> asked.add(new Question(line.field("permission"), strings(line.field("patterns"))));
            case "failed" -> errors.put(line.field("ref"), line.field("error"));
            case "process" -> startStep(line);
            case "stream error" -> {
                return streamFailed(line);
            }
            case "stream" -> {
                return streamStarted(line);
            }
            default -> {
                // Most of the log is about opencode itself.
            }
        }
        return List.of();
    }

    private void nameSession(String id) {
        if (session.isEmpty() && !id.isEmpty()) {
            session = Optional.of(id);
        }
    }

    private void startStep(LogLine line) {
        if (isOurs(line) && line.level().equals("INFO")) {
            attempt = 0;
            unanswered = null;
        }
    }

    /// A failed request is tried again unless it is hopeless, and only the next request proves which: a retry
    /// is announced at once when opencode is known to try again, else when it does.
    private List<HarnessEvent> streamFailed(LogLine line) {
        if (!isOurs(line) || line.field("small").equals("true")) {
            return List.of();
        }
        attempt++;
        String reason = line.fields().getOrDefault("error.error", line.field("error"));
        if (attempt <= MAXIMUM_RETRIES && TRANSIENT.matcher(reason).find()) {
            return List.of(new RetryScheduled(attempt, reason));
        }
        unanswered = reason;
        return List.of();
    }

    private List<HarnessEvent> streamStarted(LogLine line) {
        if (unanswered == null || !isOurs(line)) {
            return List.of();
        }
        RetryScheduled retry = new RetryScheduled(attempt, unanswered);
        unanswered = null;
        return List.of(retry);
    }

    private boolean isOurs(LogLine line) {
        return session.filter(line.field("session.id")::equals).isPresent();
    }

    private List<HarnessEvent> readNotice(String line) {
        Matcher refusal = REFUSAL.matcher(line);
        return refusal.matches() ? refused(refusal.group(1), refusal.group(2)) : List.of();
    }

    private List<HarnessEvent> refused(String permission, String shown) {
        return asked.stream()
                .filter(question -> question.isShownAs(permission, shown))
                .findFirst()
                .map(Question::patterns)
                .orElse(List.of(shown))
                .stream()
                .filter(Predicate.not(String::isBlank))
                .map(pattern -> new PermissionRule(permission, pattern, Action.ALLOW))
                .<HarnessEvent>map(PermissionDenied::new)
                .toList();
    }

    private static List<String> strings(String json) {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
