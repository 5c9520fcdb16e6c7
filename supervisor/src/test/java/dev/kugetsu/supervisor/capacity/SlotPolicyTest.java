package dev.kugetsu.supervisor.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.budget.Overrun;
import dev.kugetsu.supervisor.capacity.Situation.Service;
import dev.kugetsu.supervisor.capacity.Verdict.Role;
import dev.kugetsu.supervisor.config.Settings.Limits;
import dev.kugetsu.supervisor.retry.Parking;
import dev.kugetsu.supervisor.retry.ProgressBreaker.Break;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SlotPolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    @Test
    void grantsAFreeSlot() {
        List<Verdict> verdicts = judge(2, running("a"), queued("b"));

        assertThat(verdicts).extracting(Verdict::isGranted).containsExactly(true);
    }

    @Test
    void saysThatAllSlotsAreTaken() {
        assertThat(reasons(1, running("a"), queued("b"))).containsExactly("1 of 1 slots are taken");
    }

    @Test
    void leavesTheSlotToWhoHasWaitedLonger() {
        assertThat(reasons(1, queued("a"), queued("b")))
                .containsExactly("a slot is free", "1 turns before it go first");
    }

    @Test
    void numbersThePlaces() {
        assertThat(judge(1, running("x"), queued("a"), queued("b")))
                .extracting(Verdict::place)
                .containsExactly(1, 2);
    }

    @Test
    void letsAHigherPriorityGoFirst() {
        List<Verdict> verdicts = judge(1, queued("a"), queued("b").with(5));

        assertThat(verdicts).extracting(Verdict::turnId).containsExactly(new TurnId("b"), new TurnId("a"));
        assertThat(verdicts).extracting(Verdict::isGranted).containsExactly(true, false);
    }

    @Test
    void letsAnotherProjectPassOneThatWaitsForItsOwnLimit() {
        Draft limited = queued("b");
        limited.projectLimit = Optional.of(1);
        Draft other = queued("c");
        other.project = "lib";

        assertThat(reasons(3, running("a"), limited, other))
                .containsExactly("the project has its 1 turns", "a slot is free");
    }

    @Test
    void keepsTheLimitOfAHarness() {
        Situation situation = situation(new Limits(9, OptionalInt.empty(), Map.of("scripted", 1), 0, 100, 0));

        assertThat(reasons(situation, running("a"), queued("b"))).containsExactly("scripted has its 1 turns");
    }

    @Test
    void runsTheTurnsOfASessionInTheirOrderOneAtATime() {
        Draft second = queued("b").inSession("s", 2);
        Draft third = queued("c").inSession("s", 3).with(9);

        assertThat(reasons(9, third, second)).containsExactly("turn 2 of its session goes first", "a slot is free");
        assertThat(reasons(9, running("a").inSession("s", 1), second))
                .containsExactly("another turn of its session runs");
    }

    @Test
    void holdsTurnsOfASessionThatIsBeingEnded() {
        Draft ending = queued("a");
        ending.isSessionReady = false;

        assertThat(reasons(9, ending)).containsExactly("its session is being ended or brought back");
    }

    @Test
    void holdsTheQueueButNoCallerWhileItIsPaused() {
        Situation paused = new Builder().pause("lunch").build();

        assertThat(reasons(paused, queued("a"), queued("b").ofCaller()))
                .containsExactly("the queue is paused: lunch", "a slot is free");
    }

    @Test
    void letsCallersPassAQueueThatNobodyServes() {
        Situation unserved = new Builder().service(Service.UNSERVED).build();

        assertThat(reasons(unserved, queued("a"), queued("b").ofCaller()))
                .containsExactly("no daemon serves the queue", "a slot is free");
    }

    @Test
    void saysWhenAFailedTurnIsTriedAgain() {
        Draft failed = queued("a");
        failed.notBefore = NOW.plusSeconds(600);
        failed.failure = Optional.of("server error");

        List<Verdict> verdicts = judge(9, failed, queued("b"));

        assertThat(verdicts)
                .extracting(Verdict::reason)
                .containsExactly("tried again at 02:10 after: server error", "a slot is free");
        assertThat(verdicts.getFirst().hold().flatMap(Verdict.Hold::until)).contains(NOW.plusSeconds(600));
    }

    @Test
    void holdsEverythingOfAHarnessWhoseLimitIsReached() {
        Situation parked =
                new Builder().parking(NOW.plusSeconds(4200), Optional.empty()).build();

        assertThat(reasons(parked, queued("a"), queued("b").ofCaller()))
                .containsExactly("usage limit until 03:10", "a slot is free");
    }

    @Test
    void letsOneTurnTryFirstWhetherALimitIsOver() {
        Situation over =
                new Builder().parking(NOW.minusSeconds(1), Optional.empty()).build();

        List<Verdict> verdicts = SlotPolicy.judge(over, contenders(queued("a"), queued("b")));

        assertThat(verdicts).extracting(Verdict::role).containsExactly(Role.PROBE, Role.ORDINARY);
        assertThat(verdicts.getLast().reason()).isEqualTo("one turn of scripted tries first whether its limit is over");
    }

    @Test
    void waitsForTheTurnThatTriesAndForNoOther() {
        Situation tried = new Builder()
                .parking(NOW.minusSeconds(1), Optional.of(new TurnId("p")))
                .build();

        assertThat(reasons(tried, running("p"), queued("b")))
                .containsExactly("one turn of scripted tries first whether its limit is over");
        assertThat(reasons(tried, running("other"), queued("b"))).containsExactly("a slot is free");
    }

    @Test
    void restsWhatGetsNowhere() {
        Break rest = new Break(NOW.plusSeconds(300), "5 attempts in a row got nowhere");
        Situation session = new Builder().sessionBreak("s-a", rest).build();
        Situation harness = new Builder().harnessBreak(rest).build();

        assertThat(reasons(session, queued("a"), queued("b")))
                .containsExactly(
                        "5 attempts of the session in a row got nowhere; it rests until 02:05", "a slot is free");
        assertThat(reasons(harness, queued("a")))
                .containsExactly("5 attempts of scripted in a row got nowhere; it rests until 02:05");
    }

    @Test
    void waitsForABudget() {
        Overrun day = new Overrun(Overrun.Scope.DAY, "the budget of the day is used up", Optional.of(NOW));

        assertThat(reasons(
                        new Builder().day(day).build(), queued("a"), queued("b").ofCaller()))
                .containsExactly("the budget of the day is used up", "a slot is free");
    }

    @Test
    void waitsForWhatTheMachineHasToSpare() {
        assertThat(reasons(new Builder().machine(1 << 20, 0, 1 << 20).build(), queued("a")))
                .containsExactly("the disk of the home has 1MiB left, less than 1GiB");
        assertThat(reasons(new Builder().machine(100 << 20, 0, 2L << 30).build(), queued("a")))
                .containsExactly("100MiB of memory are available, less than 512MiB");
        assertThat(reasons(new Builder().machine(1L << 40, 41.4, 2L << 30).build(), queued("a")))
                .containsExactly("memory pressure 41 %");
        assertThat(reasons(
                        new Builder().machine(1 << 20, 99, 1 << 20).build(),
                        queued("a").ofCaller()))
                .containsExactly("a slot is free");
    }

    @Test
    void doesNotHoldUpWhatCouldRun() {
        Draft waiting = queued("a");
        waiting.notBefore = NOW.plusSeconds(60);

        assertThat(reasons(1, waiting, queued("b"))).containsExactly("tried again at 02:01:00", "a slot is free");
    }

    private static List<String> reasons(int slots, Draft... drafts) {
        return judge(slots, drafts).stream().map(Verdict::reason).toList();
    }

    private static List<String> reasons(Situation situation, Draft... drafts) {
        return SlotPolicy.judge(situation, contenders(drafts)).stream()
                .map(Verdict::reason)
                .toList();
    }

    private static List<Verdict> judge(int slots, Draft... drafts) {
        return SlotPolicy.judge(
                situation(new Limits(slots, OptionalInt.empty(), Map.of(), 0, 100, 0)), contenders(drafts));
    }

    private static List<Contender> contenders(Draft... drafts) {
        return List.of(drafts).stream().map(Draft::contender).toList();
    }

    private static Situation situation(Limits limits) {
        Builder builder = new Builder();
        builder.limits = limits;
        return builder.build();
    }

    private static Draft running(String id) {
        Draft draft = queued(id);
        draft.holdsSlot = true;
        return draft;
    }

    private static Draft queued(String id) {
        return new Draft(id);
    }

    private static final class Draft {
        private final String id;
        private String session;
        private String project = "app";
        private int number = 1;
        private boolean holdsSlot;
        private boolean isOfQueue = true;
        private int priority;
        private Optional<Integer> projectLimit = Optional.empty();
        private Instant notBefore = NOW;
        private Optional<String> failure = Optional.empty();
        private boolean isSessionReady = true;

        private Draft(String id) {
            this.id = id;
            this.session = "s-" + id;
        }

        private Draft with(int higher) {
            priority = higher;
            return this;
        }

        private Draft inSession(String name, int turn) {
            session = name;
            number = turn;
            return this;
        }

        private Draft ofCaller() {
            isOfQueue = false;
            return this;
        }

        private Contender contender() {
            return new Contender(
                    new TurnId(id),
                    new SessionId(session),
                    new ProjectId(project),
                    "scripted",
                    number,
                    holdsSlot,
                    isOfQueue,
                    priority,
                    projectLimit,
                    notBefore,
                    failure,
                    isSessionReady);
        }
    }

    private static final class Builder {
        private Limits limits = new Limits(9, OptionalInt.empty(), Map.of(), 512L << 20, 40, 1L << 30);
        private MachineFacts machine = MachineFacts.UNKNOWN;
        private Service service = Service.SERVED;
        private Optional<String> pause = Optional.empty();
        private Map<String, Parking> parkings = Map.of();
        private Map<SessionId, Break> sessionBreaks = Map.of();
        private Map<String, Break> harnessBreaks = Map.of();
        private Optional<Overrun> day = Optional.empty();

        private Builder pause(String reason) {
            pause = Optional.of(reason);
            return this;
        }

        private Builder service(Service how) {
            service = how;
            return this;
        }

        private Builder parking(Instant until, Optional<TurnId> probe) {
            parkings = Map.of("scripted", new Parking("scripted", NOW, until, "usage limit", 1, probe));
            return this;
        }

        private Builder sessionBreak(String session, Break rest) {
            sessionBreaks = Map.of(new SessionId(session), rest);
            return this;
        }

        private Builder harnessBreak(Break rest) {
            harnessBreaks = Map.of("scripted", rest);
            return this;
        }

        private Builder day(Overrun overrun) {
            day = Optional.of(overrun);
            return this;
        }

        private Builder machine(long memory, double pressure, long disk) {
            machine = new MachineFacts(OptionalLong.of(memory), OptionalDouble.of(pressure), OptionalLong.of(disk));
            return this;
        }

        private Situation build() {
            return new Situation(
                    limits,
                    machine,
                    service,
                    pause,
                    parkings,
                    sessionBreaks,
                    harnessBreaks,
                    Map.of(),
                    Map.of(),
                    day,
                    NOW,
                    ZoneOffset.UTC);
        }
    }
}
