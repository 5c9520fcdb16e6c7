package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.process.SuddenEnd;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How a turn ended, from everything that was seen of it.
///
/// opencode 1.18: exit code 0 also comes from a turn that a refused permission broke off; then the last step
/// ended with `tool-calls`. Only a last step that ended with `stop` is an answer.
///
/// @param error the error that no later step has overcome
/// @param finish why the last step ended, or empty when there was none
/// @param text what the model said last, an answer or not; may be empty
/// @param refused every permission that was asked for and not given
record Verdict(
        Optional<Failure> error, String finish, String text, List<PermissionRule> refused, Optional<Integer> exitCode) {

    /// Builds an outcome around what was decided.
    interface OutcomeBuilder {
        TurnOutcome build(Status status, Optional<Failure> failure, Optional<Integer> exitCode);
    }

    TurnOutcome outcome(String stderrTail, OutcomeBuilder builder) {
        if (error.isPresent()) {
            return builder.build(Status.FAILED, error, exitCode);
        }
        if (finish.equals("stop")) {
            return builder.build(Status.SUCCEEDED, Optional.empty(), exitCode);
        }
        if (!refused.isEmpty()) {
            return builder.build(Status.BLOCKED, Optional.of(refusal()), exitCode);
        }
        if (exitCode.isEmpty()) {
            return builder.build(Status.LOST, Optional.of(SuddenEnd.lost(text)), exitCode);
        }
        return builder.build(Status.FAILED, Optional.of(failure(exitCode.get(), said(stderrTail))), exitCode);
    }

    private Failure refusal() {
        String rules = refused.stream()
                .distinct()
                .map(rule -> rule.toString().replaceAll("\\p{Cntrl}", " "))
                .collect(Collectors.joining(", "));
        return new Failure(Kind.PERMISSION, "no rule allows " + rules);
    }

    private Failure failure(int exit, String said) {
        if (said.contains("Session not found")) {
            return new Failure(Kind.SESSION_NOT_FOUND, said);
        }
        if (exit == 0) {
            String reason = finish.isEmpty() ? "" : "; its last step ended with '" + finish + "'";
            return new Failure(Kind.NO_RESULT, "opencode ended without an answer of the model" + reason);
        }
        return SuddenEnd.failure("opencode", exit, said);
    }

    /// What standard error says to a person, in one line.
    private static String said(String stderrTail) {
        return stderrTail
                .lines()
                .filter(Predicate.not(LogLine::isLog))
                .map(OpencodeLog::plain)
                .filter(Predicate.not(String::isBlank))
                .collect(Collectors.joining(" "));
    }
}
