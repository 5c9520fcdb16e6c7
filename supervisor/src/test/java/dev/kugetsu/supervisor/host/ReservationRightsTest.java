package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.ReservationBook.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.MarkReady;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Outcome;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.RenewReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the owner of a reservation may do, and by what it is known.
class ReservationRightsTest {

    private static final Optional<String> NONE = Optional.empty();

    @AutoClose
    private final World world;

    private final ReservationBook book;

    ReservationRightsTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new ReservationBook(world);
    }

    @Test
    void tellsWrongMissingAndSpentTokensApart() {
        ReservationGrant grant = book.reserve("topic", "x-1");

        assertFails(Kind.CONFLICT, "that of no reservation", () -> book.renew(Optional.of("guess")));
        assertFails(
                Kind.CONFLICT,
                "no token says that it is yours",
                () -> world.perform(
                        ReservationVerbs.HEARTBEAT,
                        new RenewReservation(NONE, Optional.of("topic")),
                        world.caller("x-2")));
        assertFails(Kind.NOT_FOUND, "has reserved no branch", () -> book.renew(NONE, "x-2"));
        assertFails(
                Kind.NOT_FOUND,
                "nobody has reserved branch",
                () -> world.perform(
                        ReservationVerbs.HEARTBEAT,
                        new RenewReservation(NONE, Optional.of("free")),
                        world.caller("x-2")));
        assertFails(
                Kind.CONFLICT,
                "that of branch topic, not of other",
                () -> world.perform(
                        ReservationVerbs.HEARTBEAT,
                        new RenewReservation(grant.token(), Optional.of("other")),
                        world.caller("x-1")));
        book.release(grant.token(), Outcome.COMPLETE);
        assertFails(Kind.CONFLICT, "not active any more (complete", () -> book.renew(grant.token()));
        assertFails(Kind.CONFLICT, "not active any more (complete", () -> book.renew(NONE, "x-1"));
    }

    @Test
    void advisesOnlyWhatTheVerbKnows() throws Exception {
        String owner = book.reserveAndCheckOut().reservation().agent();
        Optional<String> topic = Optional.of("topic");

        assertAdvises(
                "ask with `kugetsu message send --to " + owner,
                ReservationVerbs.HEARTBEAT,
                new RenewReservation(NONE, topic));
        assertAdvises(
                "ask with `kugetsu message send --to " + owner,
                ReservationVerbs.READY,
                new MarkReady(NONE, topic, NONE));
        assertAdvises(
                "ask with `kugetsu message send --to " + owner,
                ReservationVerbs.CAPTURE,
                new CaptureWork(NONE, NONE, Optional.empty()));
        assertAdvises(
                "--operator --force",
                ReservationVerbs.RELEASE,
                new ReleaseReservation(NONE, topic, Optional.empty(), false));
    }

    private <Q extends Record> void assertAdvises(String advice, Verb<Q, ?> verb, Q request) {
        assertThatThrownBy(() -> world.perform(verb, request, world.caller("x-2")))
                .isInstanceOfSatisfying(KugetsuException.class, refusal -> {
                    assertThat(refusal).hasMessageContaining("no token says that it is yours");
                    String next = refusal.next().orElseThrow();
                    assertThat(next).contains("pass its token", advice);
                    assertThat(next.contains("--force")).isEqualTo(advice.contains("--force"));
                });
    }

    @Test
    void knowsItsOwnerWithoutAToken() {
        book.reserve("topic", "x-1");

        assertThat(book.renew(NONE, "x-1").branch()).isEqualTo("topic");
        book.reserve("other", "x-1");
        assertFails(Kind.INVALID_INPUT, "several branches: other, topic", () -> book.renew(NONE, "x-1"));
    }

    @Test
    void knowsItsOwnerAlsoWhenTheClockWasSetBack() {
        book.release(book.reserve("topic", "x-1").token(), Outcome.COMPLETE);
        book.reserve("topic", "x-1");
        world.change("UPDATE reservations SET reserved_at = reserved_at - 3600000 WHERE state = 'ACTIVE'");

        assertThat(book.renew(NONE, "x-1").branch()).isEqualTo("topic");
    }

    @Test
    void knowsWhoeverHasTheToken() {
        ReservationGrant grant = book.reserve("topic", "x-1");

        assertThat(book.renew(grant.token(), "x-2").agent())
                .isEqualTo(grant.reservation().agent());
        assertThat(world.perform(
                                ReservationVerbs.HEARTBEAT,
                                new RenewReservation(grant.token(), NONE),
                                Caller.in(world.repository))
                        .branch())
                .isEqualTo("topic");
    }

    @Test
    void releasesOnceHoweverOften() {
        ReservationGrant grant = book.reserve("topic", "x-1");

        ReservationView released = book.release(grant.token(), Outcome.COMPLETE);

        assertThat(released.state()).isEqualTo(ReservationState.COMPLETE);
        assertThat(book.release(grant.token(), Outcome.COMPLETE)).isEqualTo(released);
        assertFails(Kind.CONFLICT, "not active any more", () -> book.release(grant.token(), Outcome.ABANDONED));
        assertThat(book.reserve("topic", "x-1").reservation().fence()).isEqualTo(2);
    }

    @Test
    void marksWhatIsReady() throws Exception {
        ReservationGrant grant = book.reserve("topic", "x-1");
        String first = book.ready(grant.token()).readyCommit().orElseThrow();
        assertThat(first).isEqualTo(world.git("rev-parse", "topic").strip());
        book.ready(grant.token());
        assertThat(world.select("SELECT kind FROM journal WHERE kind = 'branch_ready'"))
                .hasSize(1);
        world.git("checkout", "-q", "topic");
        world.git("commit", "-q", "--allow-empty", "-m", "more");

        assertThat(book.ready(grant.token()).readyCommit())
                .contains(world.git("rev-parse", "topic").strip());
        world.git("checkout", "-q", "main");
        world.git("branch", "-q", "-D", "topic");
        assertFails(Kind.NOT_FOUND, "branch topic is gone", () -> book.ready(grant.token()));
    }
}
