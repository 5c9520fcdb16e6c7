package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Doubts a probe that says of many turns at once that they are dead: more often than not it is the probe that
/// is wrong. Pure.
final class MassDeath {

    /// So many at once are no coincidence.
    static final int LEAST = 5;

    /// How long the same turns must look dead before that is believed.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private MassDeath() {}

    /// Turns that look dead since some time.
    record Doubt(Instant since, Set<TurnId> turns) {
        Doubt {
            turns = Set.copyOf(turns);
        }
    }

    /// What to make of it.
    enum Belief {
        /// Nothing out of the ordinary.
        USUAL,
        /// Nobody acts on it yet.
        DOUBTED,
        /// It has been so for long enough, and the probe sees what must be there.
        PROVEN
    }

    /// Judges one sweep.
    ///
    /// @param dead turns whose process looks dead, of this very boot and without a trace of how they ended
    /// @param known how many turns have a process
    /// @param doubt what an earlier sweep has noted
    /// @param probe whether the probe sees processes that certainly live
    static Belief judge(Set<TurnId> dead, int known, Optional<Doubt> doubt, Probe probe, Instant now) {
        boolean isMass = dead.size() >= LEAST && 2 * dead.size() > known;
        if (!isMass && doubt.isEmpty()) {
            return Belief.USUAL;
        }
        if (!isMass && doubt.get().turns().stream().noneMatch(dead::contains)) {
            return Belief.USUAL;
        }
        boolean isOld = doubt.filter(noted -> noted.turns().containsAll(dead))
                .filter(noted -> !noted.since().plus(PATIENCE).isAfter(now))
                .isPresent();
        return isOld && probe == Probe.SOUND ? Belief.PROVEN : Belief.DOUBTED;
    }

    /// Whether the probe itself can be trusted.
    enum Probe {
        SOUND,
        BLIND
    }
}
