package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.capacity.Situation.Service;
import dev.kugetsu.supervisor.capacity.Verdict.Hold;
import dev.kugetsu.supervisor.capacity.Verdict.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides whose turn it is. Pure: looks only at what it is given.
///
/// Higher priority goes first, then the longer wait; the turns of one session go in their order, one at a time.
/// A turn that is held back for a reason of its own does not hold up the others.
public final class SlotPolicy {

    private final Situation situation;
    private final QueueRules rules;
    private final Map<Object, Integer> running = new HashMap<>();
    private final Set<Object> busySessions = new HashSet<>();
    private final Set<Object> busyTurns = new HashSet<>();
    private final Set<String> probed = new HashSet<>();
    private final Map<Object, Integer> firstWaiting = new HashMap<>();
    private int taken;

    private SlotPolicy(Situation situation) {
        this.situation = situation;
        this.rules = new QueueRules(situation);
    }

    /// Judges every turn that waits.
    ///
    /// @param contenders all of this machine, the one who has waited longest first
    /// @return in the order of the queue
    public static List<Verdict> judge(Situation situation, List<Contender> contenders) {
        return new SlotPolicy(situation).judge(contenders);
    }

    private List<Verdict> judge(List<Contender> contenders) {
        contenders.stream().filter(Contender::holdsSlot).forEach(this::take);
        int holding = taken;
        List<Contender> waiting = contenders.stream()
                .filter(contender -> !contender.holdsSlot())
                .sorted(Comparator.comparingInt(Contender::priority).reversed())
                .toList();
        waiting.forEach(one -> firstWaiting.merge(one.sessionId(), one.number(), Math::min));
        List<Verdict> verdicts = new ArrayList<>();
        for (Contender contender : waiting) {
            Optional<Hold> hold = findHold(contender, holding);
            Role role = Role.ORDINARY;
            if (hold.isEmpty()) {
                take(contender);
                role = role(contender);
            }
            verdicts.add(new Verdict(contender.turnId(), verdicts.size() + 1, hold, role));
        }
        return List.copyOf(verdicts);
    }

    private void take(Contender contender) {
        taken++;
        running.merge(contender.projectId(), 1, Integer::sum);
        running.merge(contender.harness(), 1, Integer::sum);
        busySessions.add(contender.sessionId());
        busyTurns.add(contender.turnId());
    }

    private Role role(Contender contender) {
        boolean isProbe = contender.isOfQueue() && situation.parkings().containsKey(contender.harness());
        return isProbe && probed.add(contender.harness()) ? Role.PROBE : Role.ORDINARY;
    }

    private Optional<Hold> findHold(Contender contender, int holding) {
        return findOrder(contender)
                .or(() -> contender.isOfQueue() ? findRule(contender) : Optional.empty())
                .or(() -> findLimit(contender, holding));
    }

    private Optional<Hold> findOrder(Contender contender) {
        if (!contender.isSessionReady()) {
            return hold("its session is being ended or brought back");
        }
        if (busySessions.contains(contender.sessionId())) {
            return hold("another turn of its session runs");
        }
        int first = firstWaiting.getOrDefault(contender.sessionId(), contender.number());
        return first < contender.number() ? hold("turn " + first + " of its session goes first") : Optional.empty();
    }

    private Optional<Hold> findRule(Contender contender) {
        if (situation.service() == Service.UNSERVED) {
            return hold("no daemon serves the queue");
        }
        return rules.findHold(contender)
                .or(() -> isBeingProbed(contender.harness())
                        ? hold("one turn of " + contender.harness() + " tries first whether its limit is over")
                        : Optional.empty());
    }

    private boolean isBeingProbed(String harness) {
        return probed.contains(harness)
                || Optional.ofNullable(situation.parkings().get(harness))
                        .flatMap(parking -> parking.probe())
                        .filter(busyTurns::contains)
                        .isPresent();
    }

    private Optional<Hold> findLimit(Contender contender, int holding) {
        int ofProject = running.getOrDefault(contender.projectId(), 0);
        if (contender.projectLimit().stream().anyMatch(limit -> ofProject >= limit)) {
            return hold("the project has its " + ofProject + " turns");
        }
        int ofHarness = running.getOrDefault(contender.harness(), 0);
        Integer limit = situation.limits().maxTurnsPerHarness().get(contender.harness());
        if (limit != null && ofHarness >= limit) {
            return hold(contender.harness() + " has its " + ofHarness + " turns");
        }
        int slots = situation.limits().maxTurns();
        if (taken < slots) {
            return Optional.empty();
        }
        return hold(
                holding >= slots
                        ? holding + " of " + slots + " slots are taken"
                        : (taken - holding) + " turns before it go first");
    }

    private static Optional<Hold> hold(String reason) {
        return Optional.of(new Hold(reason, Optional.<Instant>empty()));
    }
}
