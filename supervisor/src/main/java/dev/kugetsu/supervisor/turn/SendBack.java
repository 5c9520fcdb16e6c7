package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.retry.EndedAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Sends turns back to the queue for another attempt, which has a folder of its own. Thread-safe.
final class SendBack {

    private final KugetsuHome home;

    SendBack(KugetsuHome home) {
        this.home = home;
    }

    /// What an agent is told before its prompt.
    private enum Foreword {
        NOTHING,
        /// The prompt may stand in its conversation already: harnesses keep it before they ask their model.
        MAYBE_GIVEN,
        /// An earlier attempt has worked already.
        WORKED_BEFORE;

        private static Foreword after(List<EndedAttempt> attempts) {
            if (attempts.stream().anyMatch(EndedAttempt::progressed)) {
                return WORKED_BEFORE;
            }
            return attempts.stream().anyMatch(Foreword::isGone) ? MAYBE_GIVEN : NOTHING;
        }

        private static boolean isGone(EndedAttempt attempt) {
            return attempt.failureKind()
                    .filter(Failure.Kind.PROCESS_GONE.name().toLowerCase(Locale.ROOT)::equals)
                    .isPresent();
        }

        private String text() {
            return switch (this) {
                case NOTHING -> "";
                case MAYBE_GIVEN ->
                    "(An earlier attempt at this was broken off before it had done anything; if the same stands above, "
                            + "it is meant once.)\n\n";
                case WORKED_BEFORE ->
                    "(An earlier attempt at this was broken off after it had begun to work: see first what is done "
                            + "already.)\n\n";
            };
        }
    }

    /// Lays out the folder of the next attempt, the prompt in it. Repeatable; without a row it is part of the
    /// rubbish that goes with the turn.
    ///
    /// @param attempts those of the turn that have ended
    void prepare(Turn turn, List<EndedAttempt> attempts) {
        TurnFolder next = home.turn(turn.turnId(), turn.attempt() + 1);
        try {
            Prompt.write(
                    next,
                    Foreword.after(attempts).text()
                            + Files.readString(home.turn(turn.turnId()).prompt()));
        } catch (IOException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "cannot write the prompt to " + next.prompt() + ": " + e.getMessage(),
                    "make room or check the permissions",
                    e);
        }
    }

    /// Moves the row; `false` when it is not in that state or not ours any more.
    static boolean move(Handle handle, Turn turn, TurnState from, Instant notBefore, Optional<Failure> failure) {
        return handle.attach(TurnDao.class)
                .sendBack(
                        turn.turnId(),
                        turn.fence(),
                        from,
                        notBefore,
                        failure.map(why -> why.kind().name().toLowerCase(Locale.ROOT)),
                        failure.map(Failure::message));
    }
}
