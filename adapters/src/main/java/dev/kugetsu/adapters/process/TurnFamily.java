package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says which processes belong to a turn, and remembers them: once found, a process is not lost by losing its
/// parent. Thread-safe: whoever stops a turn looks at the same time as whoever follows it.
///
/// A turn's are all that carry its marker, all in the process session that its wrapper leads, the wrapper's
/// children, and whatever any of these has started. Never a turn's are a wrapper's processes (its own as well
/// as those of a turn that its agent has launched), this program with what it has started, should an agent
/// have called it, and what merely has to do with the pid that the wrapper once had.
final class TurnFamily {

    private final String turnId;
    private final Optional<ProcessIdentity> wrapper;
    private final boolean isConcluded;
    private final Set<ProcessIdentity> known = ConcurrentHashMap.newKeySet();

    private TurnFamily(String turnId, Optional<ProcessIdentity> wrapper, boolean isConcluded) {
        this.turnId = turnId;
        this.wrapper = wrapper;
        this.isConcluded = isConcluded;
    }

    /// Of a turn of which nothing but its marker is known.
    static TurnFamily marked(String turnId) {
        return new TurnFamily(turnId, Optional.empty(), false);
    }

    static TurnFamily led(String turnId, ProcessIdentity wrapper) {
        return new TurnFamily(turnId, Optional.of(wrapper), false);
    }

    /// After the wrapper's last word: by then it has ended its whole process session, and what has that number
    /// now may be another's.
    static TurnFamily leftBy(String turnId, ProcessIdentity wrapper) {
        return new TurnFamily(turnId, Optional.of(wrapper), true);
    }

    /// The members that live in this snapshot.
    Set<ProcessIdentity> membersIn(List<ProcessEntry> snapshot, ProcessIdentity self) {
        Map<Long, ProcessEntry> byPid = new HashMap<>();
        snapshot.forEach(entry -> byPid.put(entry.pid(), entry));
        Set<ProcessIdentity> members = new HashSet<>();
        for (ProcessEntry entry : snapshot) {
            if (isMember(entry, byPid, self)) {
                members.add(entry.identity());
            }
        }
        known.addAll(members);
        return members;
    }

    /// The living processes of the turn's own wrapper. It is known without its marker too, which a process
    /// loses some time before it is dead.
    List<ProcessIdentity> wrapperIn(List<ProcessEntry> snapshot) {
        return snapshot.stream()
                .filter(entry -> entry.wrapped().equals(Optional.of(turnId)) || isWrapper(entry))
                .map(ProcessEntry::identity)
                .toList();
    }

    private boolean isWrapper(ProcessEntry entry) {
        return wrapper.filter(leader -> leader.matches(entry.identity())).isPresent();
    }

    /// Whether the wrapper itself may be among its processes; false when only helpers of its are left, for
    /// which nobody waits. One in another container is known by a pid that we do not see.
    boolean isLedBy(List<ProcessIdentity> wrapperProcesses) {
        return wrapper.map(leader -> wrapperProcesses.stream()
                        .anyMatch(process -> leader.matches(process) || !leader.isCountedAs(process)))
                .orElse(true);
    }

    /// Walks from a process up to the first ancestor that decides; a wrapper ends every such way.
    private boolean isMember(ProcessEntry start, Map<Long, ProcessEntry> byPid, ProcessIdentity self) {
        boolean member = false;
        Set<Long> walked = new HashSet<>();
        for (ProcessEntry entry = start; entry != null && walked.add(entry.pid()); entry = byPid.get(entry.parent())) {
            if (entry.identity().equals(self)) {
                return member && !isSeed(entry, byPid); // what we start inherits a marker of ours
            }
            if (entry.wrapped().isPresent() || isWrapper(entry)) {
                return member;
            }
            member |= isSeed(entry, byPid);
        }
        return member;
    }

    private boolean isSeed(ProcessEntry entry, Map<Long, ProcessEntry> byPid) {
        return known.contains(entry.identity())
                || entry.turn().equals(Optional.of(turnId))
                || wrapper.filter(leader -> !isConcluded && isLed(entry, leader, byPid))
                        .isPresent();
    }

    /// By its pid a leader is known only while nobody else can have it: as long as it lives, and afterwards as
    /// long as its process session does, for which the system keeps the pid from being given away.
    private static boolean isLed(ProcessEntry entry, ProcessIdentity leader, Map<Long, ProcessEntry> byPid) {
        ProcessEntry holder = byPid.get(leader.pid());
        boolean lives = holder != null && holder.identity().matches(leader);
        boolean isChild = entry.parent() == leader.pid();
        boolean isInSession = entry.session() == leader.pid();
        return lives ? isChild || isInSession : holder == null && isInSession && isYounger(entry, leader);
    }

    private static boolean isYounger(ProcessEntry entry, ProcessIdentity leader) {
        return entry.identity().isCountedAs(leader) && entry.identity().startTicks() >= leader.startTicks();
    }
}
