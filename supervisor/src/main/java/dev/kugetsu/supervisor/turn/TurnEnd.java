package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.worktrees.Changes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How a turn ended, as it is stored.
public record TurnEnd(
        TurnId turnId,
        long fence,
        TurnState state,
        Instant endedAt,
        Optional<String> failureKind,
        Optional<String> failureMessage,
        String text,
        long inputTokens,
        long outputTokens,
        long costNanoUsd,
        int commits,
        int files,
        int insertions,
        int deletions) {

    static TurnEnd of(Turn turn, TurnOutcome outcome, Changes changes, Instant now) {
        Usage usage = outcome.usage();
        return new TurnEnd(
                turn.turnId(),
                turn.fence(),
                TurnState.of(outcome.status()),
                now,
                outcome.failure().map(failure -> failure.kind().name().toLowerCase(Locale.ROOT)),
                outcome.failure().map(Failure::message),
                outcome.text(),
                usage.inputTokens(),
                usage.outputTokens(),
                nanos(usage.costUsd()),
                changes.commits(),
                changes.files(),
                changes.insertions(),
                changes.deletions());
    }

    /// What a harness reports is its own word: it is bounded, never a reason to fail.
    static long nanos(BigDecimal usd) {
        BigDecimal nanos = usd.movePointRight(9).setScale(0, RoundingMode.HALF_UP);
        return nanos.max(BigDecimal.ZERO)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
