package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CheckPush;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.PushRefusal;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may be pushed beside reservations.
class PushCheckTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final String ID = "0".repeat(40);

    @AutoClose
    private final World world;

    private final ReservationBook book;

    PushCheckTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new ReservationBook(world);
    }

    @Test
    void refusesToPushWhatAnotherOneHas() {
        ReservationGrant grant = book.reserve("topic", "x-1");

        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/topic"))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.ref()).isEqualTo("refs/heads/topic");
                    assertThat(refusal.reason())
                            .contains("reserved by " + grant.reservation().agent());
                    assertThat(refusal.owner()).isPresent();
                });
        assertThat(push(NONE, "x-2", "refs/heads/mine", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/mine")).hasSize(1);
        assertThat(push(NONE, "x-2", "(delete)", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "HEAD", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "HEAD^{/fix the bug}", "refs/heads/topic")).hasSize(1);
        assertThat(push(NONE, "x-2", "refs/tags/topic", "refs/tags/topic")).isEmpty();
        assertThat(push(NONE, "x-2", "refs/heads/mine", "refs/heads/mine")).isEmpty();
    }

    @Test
    void letsTheOwnerPush() {
        ReservationGrant grant = book.reserve("topic", "x-1");

        assertThat(push(NONE, "x-1", "refs/heads/topic", "refs/heads/topic")).isEmpty();
        assertThat(push(grant.token(), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        assertThat(world.perform(
                        ReservationVerbs.CHECK_PUSH,
                        new CheckPush(NONE, line("refs/heads/topic", "refs/heads/topic")),
                        world.operator()))
                .isEmpty();
    }

    @Test
    void refusesToPushWithAnOldFence() {
        ReservationGrant old = book.reserve("topic", "x-1");
        book.takeByForce();
        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        ReservationGrant now = book.reserve("topic", "x-2");

        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .contains("has fence 1", now.reservation().agent() + " (x-2) got it with fence 2"));
        assertThat(push(old.token(), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .hasSize(1);
    }

    @Test
    void refusesToPushForAnAgentWithAnOldFence() {
        ReservationGrant old = book.reserve("topic", "x-1");
        book.takeByForce();
        ReservationGrant now = book.reserve("topic", "x-2");

        assertThat(push(NONE, "x-1", "refs/heads/topic", "refs/heads/topic"))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).contains("has fence 1", "with fence 2");
                    assertThat(refusal.next()).isEqualTo("wait until it is released, and reserve it again");
                });
        world.perform(
                ReservationVerbs.RELEASE,
                new ReleaseReservation(now.token(), NONE, Optional.empty(), false),
                world.caller("x-2"));

        assertThat(push(NONE, "x-1", "refs/heads/topic", "refs/heads/topic"))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.next())
                        .endsWith("reserve it again: `kugetsu reserve --branch topic --anchor topic`"));
        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.next())
                        .contains("`export KUGETSU_RESERVATION=$(kugetsu reserve --branch topic --anchor topic)`"));
        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/topic")).isEmpty();
        assertThat(push(NONE, "x-3", "refs/heads/topic", "refs/heads/topic")).isEmpty();
        assertThat(push(now.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        book.reserve("topic", "x-1");
        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        assertThat(push(NONE, "x-1", "refs/heads/topic", "refs/heads/topic")).isEmpty();
    }

    @Test
    void letsTheOwnerPushWhoseShellHasATokenOfItsOwnFromBefore() {
        ReservationGrant old = book.reserve("topic", "x-1");
        book.takeByForce();
        book.reserve("topic", "x-1");

        assertThat(push(old.token(), "x-1", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        assertThat(push(old.token(), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .hasSize(1);
    }

    @Test
    void standsInNobodysWayWithoutProof() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        world.perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch("topic", NONE, NONE, Optional.of(program.pid()), Optional.empty()),
                world.caller("x-1"));
        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/topic")).hasSize(1);
        program.destroyForcibly().waitFor();

        assertThat(push(NONE, "x-2", "refs/heads/topic", "refs/heads/topic")).isEmpty();
        assertThat(push(Optional.of("guess"), "x-2", "refs/heads/topic", "refs/heads/topic"))
                .isEmpty();
        assertThat(world.perform(
                        ReservationVerbs.CHECK_PUSH,
                        new CheckPush(NONE, "garbage\n\n refs/heads/a..b 1 refs/heads/a..b 2\n\1\n"),
                        world.caller("x-2")))
                .isEmpty();
    }

    private List<PushRefusal> push(Optional<String> token, String session, String localRef, String remoteRef) {
        return world.perform(
                ReservationVerbs.CHECK_PUSH, new CheckPush(token, line(localRef, remoteRef)), world.caller(session));
    }

    private static String line(String localRef, String remoteRef) {
        return localRef + " " + ID + " " + remoteRef + " " + ID + "\n";
    }
}
