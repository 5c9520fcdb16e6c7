package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CheckPush;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ConflictKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.PushRefusal;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.RenewReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationConflict;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.WouldCommit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReservationCommandsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String UPDATE = "refs/heads/topic 1 refs/heads/topic 2\n";

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void printsTheTokenAloneForAVariable() {
        supervisor.coordination.answer(
                ReservationVerbs.RESERVE, new ReservationGrant(Optional.of("secret"), true, reservation("do it")));

        Result result = CliRun.with(supervisor)
                .run("reserve", "--branch", "topic", "--hold-for-pid", "17", "--lease", "30m", "--task", "do it");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("secret\n");
        assertThat(result.err()).contains("made and reserved branch topic from aaaaaaaaaa with fence 3");
        assertThat(only())
                .isEqualTo(new ReserveBranch(
                        "topic",
                        Optional.empty(),
                        Optional.of("do it"),
                        Optional.of(17L),
                        Optional.of(Duration.ofMinutes(30))));
    }

    @Test
    void wantsABranch() {
        Result result = CliRun.with(supervisor).run("reserve");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("`--branch` is missing", "see `kugetsu reserve --help`");
    }

    @Test
    void takesTheTokenFromTheEnvironmentUnlessItIsTyped() {
        supervisor.coordination.answer(ReservationVerbs.HEARTBEAT, reservation("do it"));

        CliRun.with(supervisor).in(Map.of("KUGETSU_RESERVATION", "secret")).run("reservation", "heartbeat");
        CliRun.with(supervisor)
                .in(Map.of("KUGETSU_RESERVATION", "secret"))
                .run("reservation", "heartbeat", "--token", "other");

        assertThat(supervisor.coordination.performed)
                .extracting(performed -> ((RenewReservation) performed.request()).token())
                .containsExactly(Optional.of("secret"), Optional.of("other"));
    }

    @Test
    void captures() {
        supervisor.coordination.answer(
                ReservationVerbs.CAPTURE,
                new CaptureView(Optional.of("b".repeat(40)), Optional.empty(), reservation("do it")));

        Result result = CliRun.with(supervisor).run("reservation", "capture", "-m", "Add it", "--confidence", "0.85");

        assertThat(result.out()).isEqualTo("b".repeat(40) + "\n");
        assertThat(only())
                .isEqualTo(
                        new CaptureWork(Optional.empty(), Optional.of("Add it"), Optional.of(new BigDecimal("0.85"))));
    }

    @Test
    void tellsWhatItWouldCommit() {
        List<String> files = new ArrayList<>(Collections.nCopies(21, "a"));
        files.set(1, "b\nc\u001b[31m");

        Result dirty = rehearse(files);

        assertThat(dirty.out()).isEmpty();
        assertThat(dirty.err())
                .contains("would commit 21 files to topic: a, b c, a, ", "a and 1 more", "dry run: nothing was changed")
                .doesNotContain("\u001b", "nothing was committed");
        assertThat(rehearse(List.of("a")).err()).contains("would commit 1 file to topic: a\n");
        assertThat(rehearse(List.of()).err()).contains("would commit nothing to topic, for nothing has changed");
    }

    private Result rehearse(List<String> files) {
        supervisor.coordination.answer(
                ReservationVerbs.CAPTURE,
                new CaptureView(Optional.empty(), Optional.of(WouldCommit.of(files)), reservation("do it")));
        return CliRun.with(supervisor).run("reservation", "capture", "--dry-run");
    }

    @Test
    void refusesAConfidenceThatIsNoNumber() {
        Result result = CliRun.with(supervisor).run("reservation", "capture", "--confidence", "high");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("`--confidence` takes a number, not 'high'");
    }

    @Test
    void listsWithoutControlCharacters() {
        supervisor.coordination.answer(ReservationVerbs.LIST, List.of(reservation("do\u001b[31m it\u202e")));

        Result result = CliRun.with(supervisor).run("reservation", "list");

        assertThat(result.out())
                .contains("topic", "brave-heron", "held", "active")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void tellsProgramsWhoHasTheBranch() {
        supervisor.coordination.failure = Optional.of(new KugetsuException(
                Kind.CONFLICT,
                "it is taken",
                "wait",
                new ReservationConflict(
                        ConflictKind.ANCHOR_DRIFT,
                        "topic",
                        Optional.of("a".repeat(40)),
                        Optional.of("b".repeat(40)),
                        Optional.empty())));

        Result result = CliRun.with(supervisor).run("reserve", "--branch", "topic", "--json");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out())
                .contains("\"details\":{\"kind\":\"anchor_drift\",\"branch\":\"topic\"", "\"owner\":null");
    }

    @Test
    void refusesAPushWithItsReason() {
        supervisor.coordination.answer(
                ReservationVerbs.CHECK_PUSH,
                List.of(
                        new PushRefusal("refs/heads/topic", "it is\u001b[31m reserved", "wait", Optional.empty()),
                        new PushRefusal("refs/heads/old", "it is lost", "reserve\u001b[31m it", Optional.empty())));

        Result result = push();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "not pushed: refs/heads/topic: it is reserved",
                        "next:  wait; reserve it; `git push --no-verify` pushes all the same")
                .doesNotContain("\u001b");
        assertThat(only()).isEqualTo(new CheckPush(Optional.of("secret"), UPDATE));
    }

    @Test
    void letsAPushGoThatNothingSpeaksAgainst() {
        supervisor.coordination.answer(ReservationVerbs.CHECK_PUSH, List.of());

        assertThat(push()).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void letsAPushGoWhateverFails() {
        supervisor.coordination.failure =
                Optional.of(new KugetsuException(Kind.UNAVAILABLE, "the database is broken", "mend it"));
        assertThat(push().exitCode()).isZero();
        assertThat(push().err()).contains("has not checked this push: the database is broken");

        supervisor.coordination.failure = Optional.empty();
        assertThat(push().exitCode()).isZero();
        assertThat(push().err()).contains("has not checked this push: no answer for reservation.check-push");
    }

    private Result push() {
        return CliRun.with(supervisor)
                .in(Map.of("KUGETSU_RESERVATION", "secret"))
                .typing(UPDATE)
                .run("reservation", "check-push", "origin", "https://example.org/app.git");
    }

    private Record only() {
        return supervisor.coordination.only().request();
    }

    private static ReservationView reservation(String task) {
        return new ReservationView(
                "r-1",
                "topic",
                "a".repeat(40),
                "brave-heron",
                Optional.of("x-1"),
                Optional.empty(),
                Optional.of(task),
                Optional.empty(),
                3,
                ReservationState.ACTIVE,
                Hold.HELD,
                Presence.ACTIVE,
                NOON,
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
