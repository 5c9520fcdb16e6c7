package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
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
    enum Foreword {
        NOTHING,
        /// An earlier attempt has worked already.
        WORKED_BEFORE;

        private String text() {
            return switch (this) {
                case NOTHING -> "";
                case WORKED_BEFORE ->
                    "(An earlier attempt at this was broken off after it had begun to work: see first what is done "
                            + "already.)\n\n";
            };
        }
    }

    /// Lays out the folder of the next attempt, the prompt in it. Repeatable; without a row it is part of the
    /// rubbish that goes with the turn.
    void prepare(Turn turn, Foreword foreword) {
        TurnFolder next = home.turn(turn.turnId(), turn.attempt() + 1);
        try {
            Prompt.write(
                    next,
                    foreword.text() + Files.readString(home.turn(turn.turnId()).prompt()));
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
