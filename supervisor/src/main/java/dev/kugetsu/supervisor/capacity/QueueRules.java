package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.budget.Overrun;
import dev.kugetsu.supervisor.capacity.Verdict.Hold;
import dev.kugetsu.supervisor.retry.ProgressBreaker.Break;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What holds back turns of the queue and nobody else: a pause, a wait after a failure, a limit of the
/// provider, a budget, a machine that has nothing to spare. Pure.
final class QueueRules {

    /// Memory and disk change without any row that would tell.
    private static final Duration MEASURE_AGAIN = Duration.ofSeconds(2);

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SOON = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter LATER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Situation situation;
    private final Optional<Hold> machine;

    QueueRules(Situation situation) {
        this.situation = situation;
        this.machine = findMachineHold();
    }

    Optional<Hold> findHold(Contender contender) {
        return situation
                .pause()
                .map(reason -> hold("the queue is paused: " + reason))
                .or(() -> findParking(contender))
                .or(() -> findWait(contender))
                .or(() -> findBreak(contender))
                .or(() -> findOverrun(contender))
                .or(() -> machine);
    }

    private Optional<Hold> findParking(Contender contender) {
        return Optional.ofNullable(situation.parkings().get(contender.harness()))
                .filter(parking -> parking.parkedUntil().isAfter(situation.now()))
                .map(parking ->
                        until(parking.reason() + " until " + time(parking.parkedUntil()), parking.parkedUntil()));
    }

    private Optional<Hold> findWait(Contender contender) {
        Instant at = contender.notBefore();
        return at.isAfter(situation.now())
                ? Optional.of(until(
                        "tried again at " + time(at)
                                + contender
                                        .failureMessage()
                                        .map(why -> " after: " + why)
                                        .orElse(""),
                        at))
                : Optional.empty();
    }

    private Optional<Hold> findBreak(Contender contender) {
        return find(Optional.ofNullable(situation.sessionBreaks().get(contender.sessionId())), "of the session")
                .or(() -> find(
                        Optional.ofNullable(situation.harnessBreaks().get(contender.harness())),
                        "of " + contender.harness()));
    }

    private Optional<Hold> find(Optional<Break> found, String whose) {
        return found.filter(rest -> rest.until().isAfter(situation.now()))
                .map(rest -> until(
                        rest.reason().replace("attempts", "attempts " + whose) + "; it rests until "
                                + time(rest.until()),
                        rest.until()));
    }

    private Optional<Hold> findOverrun(Contender contender) {
        return Optional.ofNullable(situation.sessionOverruns().get(contender.sessionId()))
                .or(() -> Optional.ofNullable(situation.projectOverruns().get(contender.projectId())))
                .or(situation::dayOverrun)
                .map(QueueRules::hold);
    }

    private Optional<Hold> findMachineHold() {
        return MachineRule.findShortage(situation.machine(), situation.limits())
                .map(shortage -> until(shortage, situation.now().plus(MEASURE_AGAIN)));
    }

    private static Hold hold(Overrun overrun) {
        return new Hold(overrun.message(), overrun.until());
    }

    private static Hold hold(String reason) {
        return new Hold(reason, Optional.empty());
    }

    private static Hold until(String reason, Instant at) {
        return new Hold(reason, Optional.of(at));
    }

    /// With seconds when it is soon, with the date when it is not today.
    private String time(Instant at) {
        var there = at.atZone(situation.zone());
        if (Duration.between(situation.now(), at).compareTo(Duration.ofMinutes(2)) < 0) {
            return SOON.format(there);
        }
        return there.toLocalDate()
                        .equals(situation.now().atZone(situation.zone()).toLocalDate())
                ? TODAY.format(there)
                : LATER.format(there);
    }
}
