package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.ReservationBook.assertConflict;
import static dev.kugetsu.supervisor.host.ReservationBook.assertFails;
import static dev.kugetsu.supervisor.host.ReservationBook.assertSuperseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ConflictKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ListReservations;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Outcome;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a reservation ends whose owner does not end it.
class LostReservationsTest {

    private static final Optional<String> NONE = Optional.empty();

    @AutoClose
    private final World world;

    private final ReservationBook book;

    LostReservationsTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new ReservationBook(world);
    }

    @Test
    void givesTheBranchOfTheDeadToTheNext() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ReservationGrant first = book.holdFor(program.pid(), "topic", "x-1");
        ReservationGrant other = book.holdFor(program.pid(), "other", "x-1");
        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {});
        program.destroyForcibly().waitFor();
        assertThat(book.list()).extracting(ReservationView::hold).containsOnly(Hold.DEAD);

        ReservationGrant second = book.reserve("topic", "x-2");

        assertThat(second.reservation().fence()).isEqualTo(2);
        assertThat(book.all("topic"))
                .extracting(ReservationView::state)
                .containsExactly(ReservationState.ACTIVE, ReservationState.ABANDONED);
        assertThat(book.all("other")).extracting(ReservationView::state).containsExactly(ReservationState.ACTIVE);
        assertSuperseded(second.reservation(), () -> book.renew(first.token()));
        assertSuperseded(second.reservation(), () -> book.ready(first.token()));
        assertThat(book.renew(other.token()).state()).isEqualTo(ReservationState.ACTIVE);
        assertThat(world.select("SELECT text FROM messages"))
                .singleElement()
                .asString()
                .contains("lost the reservation of branch topic: process " + program.pid()
                        + ", for which it was held, has ended");
    }

    @Test
    void takesAProcessOfAnEarlierBootForDead() throws Exception {
        ProcessIdentity self = SystemProcesses.detect().current();
        book.holdFor(self.pid(), "topic", "x-1");
        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {});
        book.setProcess(new ProcessIdentity(self.pid(), self.startTicks(), "another-boot"));

        assertThat(book.reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void takesNothingFromWhomTheProbeCannotSee() throws Exception {
        ProcessIdentity self = SystemProcesses.detect().current();
        book.holdFor(self.pid(), "topic", "x-1");
        book.setProcess(new ProcessIdentity(self.pid(), self.startTicks(), self.bootId(), Optional.of("pid:[1]")));
        book.silence(Duration.ofDays(30));

        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {});
    }

    @Test
    void endsALeaseThatIsNotRenewed() {
        ReservationGrant first = book.lease("topic", Optional.empty(), "x-1");
        book.silence(Duration.ofMinutes(29));
        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {});
        book.renew(first.token());
        book.silence(Duration.ofMinutes(29));
        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {});
        book.silence(Duration.ofMinutes(2));
        assertThat(book.list().getFirst().hold()).isEqualTo(Hold.EXPIRED);

        assertThat(book.reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void keepsALeaseWhileItsProcessLives() {
        book.lease("topic", Optional.of(SystemProcesses.detect().current().pid()), "x-1");
        book.silence(Duration.ofDays(1));

        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {});
    }

    @Test
    void waitsTwoHoursForAnAgentWithoutAProcess() {
        book.reserve("topic", "x-1");
        book.silence(Duration.ofMinutes(119));
        assertConflict(ConflictKind.LIVE_OWNER, () -> book.reserve("topic", "x-2"), conflict -> {});
        assertThat(book.list().getFirst().ownerPresence()).isEqualTo(Presence.STALE);
        book.silence(Duration.ofMinutes(2));

        assertThat(book.reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
        assertThat(world.select("SELECT text FROM messages"))
                .singleElement()
                .asString()
                .contains("its owner was gone");
    }

    @Test
    void abandonsWhatAnAgentHasWhenItEnds() {
        book.reserve("topic", "x-1");

        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), world.caller("x-1"));

        assertThat(book.all("topic")).extracting(ReservationView::state).containsExactly(ReservationState.ABANDONED);
        assertThat(book.reserve("topic", "x-2").reservation().fence()).isEqualTo(2);
    }

    @Test
    void takesByForceOnlyForTheOperator() {
        ReservationGrant grant = book.reserve("topic", "x-1");
        ReleaseReservation force =
                new ReleaseReservation(NONE, Optional.of("topic"), Optional.of(Outcome.ABANDONED), true);

        assertFails(
                Kind.CONFLICT,
                "only the person in charge",
                () -> world.perform(ReservationVerbs.RELEASE, force, world.caller("x-2")));
        ReservationView lost = world.perform(ReservationVerbs.RELEASE, force, world.operator());

        assertThat(lost.state()).isEqualTo(ReservationState.ABANDONED);
        assertThat(world.select("SELECT kind FROM journal WHERE agent = 'operator'"))
                .containsExactly("reservation_lost");
        assertThat(world.select("SELECT recipient FROM messages"))
                .containsExactly(grant.reservation().agent());
    }

    @Test
    void endsNothingByListing() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        book.holdFor(program.pid(), "topic", "x-1");
        program.destroyForcibly().waitFor();

        assertThat(world.perform(
                        ReservationVerbs.LIST, new ListReservations(NONE, true, false), Caller.in(world.repository)))
                .isEmpty();
        assertThat(world.select("SELECT state FROM reservations")).containsExactly("ACTIVE");
    }
}
