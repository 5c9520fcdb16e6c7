package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ConflictKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ListReservations;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.MarkReady;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Outcome;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.RenewReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationConflict;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// The reservations of a repository, as its agents see them.
record ReservationBook(World world) {

    private static final Optional<String> NONE = Optional.empty();

    ReservationGrant reserveAndCheckOut() throws Exception {
        ReservationGrant grant = world.perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch("topic", NONE, Optional.of("parse it"), Optional.empty(), Optional.empty()),
                world.caller("x-1"));
        world.git("checkout", "-q", "topic");
        return grant;
    }

    String head(String branch) throws Exception {
        return world.git("rev-parse", branch).strip();
    }

    /// Lets time go by in which nobody says anything.
    void silence(Duration time) {
        for (String column : List.of("reservations.heartbeat_at", "agent_sessions.last_seen_at")) {
            String[] parts = column.split("\\.", 2);
            world.change("UPDATE " + parts[0] + " SET " + parts[1] + " = " + parts[1] + " - " + time.toMillis());
        }
    }

    void setProcess(ProcessIdentity process) {
        world.change("UPDATE reservations SET process = '" + process + "'");
    }

    ReservationGrant reserve(String branch, String session) {
        return world.perform(ReservationVerbs.RESERVE, request(branch), world.caller(session));
    }

    ReservationGrant reserveFrom(String branch, String anchor, String session) {
        return world.perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch(branch, Optional.of(anchor), NONE, Optional.empty(), Optional.empty()),
                world.caller(session));
    }

    ReservationGrant holdFor(long pid, String branch, String session) {
        return world.perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch(branch, NONE, NONE, Optional.of(pid), Optional.empty()),
                world.caller(session));
    }

    ReservationGrant lease(String branch, Optional<Long> pid, String session) {
        return world.perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch(branch, NONE, NONE, pid, Optional.of(Duration.ofMinutes(30))),
                world.caller(session));
    }

    static ReserveBranch request(String branch) {
        return new ReserveBranch(branch, NONE, NONE, Optional.empty(), Optional.empty());
    }

    ReservationView renew(Optional<String> token) {
        return renew(token, "x-1");
    }

    ReservationView renew(Optional<String> token, String session) {
        return world.perform(ReservationVerbs.HEARTBEAT, new RenewReservation(token, NONE), world.caller(session));
    }

    ReservationView ready(Optional<String> token) {
        return world.perform(ReservationVerbs.READY, new MarkReady(token, NONE, NONE), world.caller("x-1"));
    }

    ReservationView release(Optional<String> token, Outcome outcome) {
        return world.perform(
                ReservationVerbs.RELEASE,
                new ReleaseReservation(token, NONE, Optional.of(outcome), false),
                world.caller("x-1"));
    }

    List<ReservationView> list() {
        return world.perform(
                ReservationVerbs.LIST, new ListReservations(NONE, false, false), Caller.in(world.repository));
    }

    List<ReservationView> all(String branch) {
        return world.perform(
                ReservationVerbs.LIST,
                new ListReservations(Optional.of(branch), false, true),
                Caller.in(world.repository));
    }

    void takeByForce() {
        world.perform(
                ReservationVerbs.RELEASE,
                new ReleaseReservation(NONE, Optional.of("topic"), Optional.empty(), true),
                world.operator());
    }

    static void assertSuperseded(ReservationView owner, ThrowingCallable call) {
        assertConflict(
                ConflictKind.SUPERSEDED,
                call,
                conflict -> assertThat(conflict.owner())
                        .map(ReservationView::reservationId)
                        .contains(owner.reservationId()));
    }

    static void assertConflict(ConflictKind kind, ThrowingCallable call, Consumer<ReservationConflict> details) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
            ReservationConflict conflict =
                    (ReservationConflict) failure.details().orElseThrow();
            assertThat(conflict.kind()).isEqualTo(kind);
            details.accept(conflict);
        });
    }

    static void assertFails(Kind kind, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, failure -> {
            assertThat(failure).hasMessageContaining(text);
            assertThat(failure.kind()).isEqualTo(kind);
        });
    }
}
