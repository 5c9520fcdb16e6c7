package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TurnFamilyTest {

    private static final ProcessIdentity SELF = id(100);
    private static final ProcessEntry INIT = process(1, 0, 1);
    private static final ProcessEntry PROGRAM = process(100, 1, 100);
    private static final ProcessEntry WRAPPER = wrapper(200, 100, "t-1");
    private static final ProcessEntry AGENT = marked(201, 200, 200, "t-1");

    private final TurnFamily family = TurnFamily.led("t-1", id(200));

    @Test
    void theAgentIsAMemberAndItsWrapperIsNot() {
        assertThat(members(AGENT)).containsExactly(id(201));
        assertThat(family.wrapperIn(List.of(INIT, PROGRAM, WRAPPER, AGENT))).containsExactly(id(200));
    }

    /// As it is for some moments before it is dead.
    @Test
    void aWrapperThatHasLostItsMarkerIsStillTheWrapperAndNoMember() {
        ProcessEntry ending = process(200, 100, 200);
        TurnFamily left = TurnFamily.leftBy("t-1", id(200));

        assertThat(membersWithoutWrapper(ending)).isEmpty();
        assertThat(family.wrapperIn(List.of(INIT, PROGRAM, ending))).containsExactly(id(200));
        assertThat(left.wrapperIn(List.of(INIT, PROGRAM, ending))).containsExactly(id(200));
    }

    @Test
    void afterTheWrappersLastWordItsSessionMayBeAnothers() {
        TurnFamily left = TurnFamily.leftBy("t-1", id(200));

        assertThat(left.membersIn(List.of(INIT, PROGRAM, process(300, 1, 200), marked(301, 1, 301, "t-1")), SELF))
                .containsExactly(id(301));
    }

    @Test
    void aMarkerIsEnough() {
        assertThat(members(marked(300, 1, 300, "t-1"))).containsExactly(id(300));
    }

    @Test
    void theProcessSessionIsEnough() {
        assertThat(members(process(300, 1, 200))).containsExactly(id(300));
    }

    @Test
    void descentIsEnough() {
        assertThat(members(AGENT, process(300, 201, 300), process(301, 300, 301)))
                .containsExactlyInAnyOrder(id(201), id(300), id(301));
    }

    @Test
    void whatWasFoundOnceIsRemembered() {
        members(AGENT, process(300, 201, 300));

        assertThat(members(process(300, 1, 300), process(301, 300, 301))).containsExactlyInAnyOrder(id(300), id(301));
    }

    @Test
    void whatSeveralFindAtTheSameTimeIsRemembered() throws Exception {
        int found = 20_000;
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int finder = 1; finder <= 2; finder++) {
            long first = 1000 + (long) finder * found;
            threads.add(Thread.ofPlatform().start(() -> {
                uninterruptibly(begin);
                for (long pid = first; pid < first + found; pid++) {
                    members(marked(pid, 1, pid, "t-1"));
                }
            }));
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        List<ProcessEntry> unmarked = LongStream.range(1000 + found, 1000 + 3L * found)
                .mapToObj(pid -> process(pid, 1, pid))
                .toList();
        assertThat(family.membersIn(unmarked, SELF)).hasSize(2 * found);
    }

    @Test
    void theNextOwnerOfAPidIsAStranger() {
        members(AGENT, process(300, 201, 300));
        ProcessEntry next =
                new ProcessEntry(new ProcessIdentity(300, 77, "boot"), 1, 300, Optional.empty(), Optional.empty());

        assertThat(members(next)).isEmpty();
    }

    @Test
    void theProcessSessionOutlivesItsWrapper() {
        assertThat(membersWithoutWrapper(process(300, 1, 200), process(301, 200, 301)))
                .containsExactly(id(300));
    }

    @Test
    void theChildrenAndTheSessionOfTheNextOwnerOfTheWrappersPidAreStrangers() {
        ProcessEntry next =
                new ProcessEntry(new ProcessIdentity(200, 77, "boot"), 1, 200, Optional.empty(), Optional.empty());

        assertThat(membersWithoutWrapper(next, process(300, 200, 200), process(301, 200, 301), AGENT))
                .containsExactly(id(201));
    }

    @Test
    void theSessionOfAnotherBootIsAStranger() {
        TurnFamily old = TurnFamily.led("t-1", new ProcessIdentity(200, 5, "boot before"));

        assertThat(old.membersIn(List.of(INIT, PROGRAM, process(300, 1, 200)), SELF))
                .isEmpty();
    }

    @Test
    void theSessionOfAnotherContainerIsAStranger() {
        ProcessIdentity leader = new ProcessIdentity(200, 5, "boot", Optional.of("there"));
        ProcessEntry here = new ProcessEntry(
                new ProcessIdentity(300, 5, "boot", Optional.of("here")), 1, 200, Optional.empty(), Optional.empty());

        assertThat(TurnFamily.led("t-1", leader).membersIn(List.of(INIT, PROGRAM, here), SELF))
                .isEmpty();
    }

    @Test
    void aWrapperInAnotherContainerMayBeAmongThoseThatWeSee() {
        ProcessIdentity leader = new ProcessIdentity(2, 5, "boot", Optional.of("there"));
        ProcessIdentity seen = new ProcessIdentity(200, 5, "boot", Optional.of("here"));

        assertThat(TurnFamily.led("t-1", leader).isLedBy(List.of(seen))).isTrue();
        assertThat(family.isLedBy(List.of(id(201)))).isFalse();
    }

    @Test
    void whatIsOlderThanTheWrapperIsAStranger() {
        ProcessEntry older =
                new ProcessEntry(new ProcessIdentity(300, 4, "boot"), 1, 200, Optional.empty(), Optional.empty());

        assertThat(membersWithoutWrapper(older)).isEmpty();
    }

    @Test
    void aTurnThatTheAgentHasLaunchedIsAStranger() {
        ProcessEntry shell = process(300, 201, 300);
        ProcessEntry innerWrapper = wrapper(301, 300, "t-2");
        ProcessEntry innerAgent = marked(302, 301, 301, "t-2");

        assertThat(members(AGENT, shell, innerWrapper, innerAgent)).containsExactlyInAnyOrder(id(201), id(300));
    }

    @Test
    void whatWeHaveLaunchedOurselvesIsAMemberByItsMarker() {
        assertThat(members(marked(300, 100, 300, "t-1"), process(301, 300, 301)))
                .containsExactlyInAnyOrder(id(300), id(301));
    }

    @Test
    void neitherWeNorWhatWeStartAreMembersWhenTheAgentHasCalledUs() {
        ProcessEntry we = marked(100, 201, 300, "t-1");
        ProcessEntry ps = marked(301, 100, 300, "t-1");

        assertThat(family.membersIn(List.of(INIT, WRAPPER, AGENT, we, ps), SELF))
                .containsExactly(id(201));
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<ProcessIdentity> members(ProcessEntry... entries) {
        List<ProcessEntry> snapshot = new ArrayList<>(List.of(INIT, PROGRAM, WRAPPER));
        snapshot.addAll(List.of(entries));
        return family.membersIn(snapshot, SELF);
    }

    private Set<ProcessIdentity> membersWithoutWrapper(ProcessEntry... entries) {
        List<ProcessEntry> snapshot = new ArrayList<>(List.of(INIT, PROGRAM));
        snapshot.addAll(List.of(entries));
        return family.membersIn(snapshot, SELF);
    }

    private static ProcessIdentity id(long pid) {
        return new ProcessIdentity(pid, 5, "boot");
    }

    private static ProcessEntry process(long pid, long parent, long session) {
        return new ProcessEntry(id(pid), parent, session, Optional.empty(), Optional.empty());
    }

    private static ProcessEntry marked(long pid, long parent, long session, String turn) {
        return new ProcessEntry(id(pid), parent, session, Optional.of(turn), Optional.empty());
    }

    private static ProcessEntry wrapper(long pid, long parent, String turn) {
        return new ProcessEntry(id(pid), parent, pid, Optional.empty(), Optional.of(turn));
    }
}
