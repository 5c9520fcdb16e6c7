package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DestructiveCommandsTest {

    private static final PruneItem ITEM = new PruneItem("worktree", "app/acme-app-7", "its session has ended");

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void destroysByIdWithoutAskingWhenTold() {
        Result result = CliRun.with(supervisor).run("destroy", "#42", "-y");

        assertThat(result.exitCode()).isZero();
        assertThat(supervisor.requests).containsExactly("get #42", "destroy s-4k7m2xqd");
        assertThat(result.out())
                .contains("destroyed session s-4k7m2xqd of github.com/acme/app#42")
                .contains("kugetsu/acme-app-42 stays")
                .contains("refs/kugetsu/preserved/s-4k7m2xqd/1");
        assertThat(result.err()).contains("kugetsu undo s-4k7m2xqd");
    }

    @Test
    void destroysWhenThePersonSaysYes() {
        Result result = CliRun.with(supervisor).onTerminal(80).typing("Yes\n").run("destroy", "#42");

        assertThat(result.err()).contains("Destroy session s-4k7m2xqd").contains("[y/N]");
        assertThat(supervisor.requests).contains("destroy s-4k7m2xqd");
    }

    @Test
    void doesNothingWhenThePersonSaysNoOrNothing() {
        Result no = CliRun.with(supervisor).onTerminal(80).typing("n\n").run("destroy", "#42");
        Result nothing = CliRun.with(supervisor).onTerminal(80).typing("").run("destroy", "#42");

        assertThat(List.of(no.exitCode(), nothing.exitCode())).containsOnly(130);
        assertThat(supervisor.requests).doesNotContain("destroy s-4k7m2xqd");
    }

    @Test
    void refusesWithoutATerminalAndNamesTheOption() {
        Result result = CliRun.with(supervisor).typing("y\n").run("destroy", "#42", "--json");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("\"kind\":\"invalid_input\"").contains("-y");
        assertThat(supervisor.requests).doesNotContain("destroy s-4k7m2xqd");
    }

    @Test
    void refusesToGuessWhatToDestroy() {
        Result nothing = CliRun.with(supervisor).run("destroy", "-y");
        Result both = CliRun.with(supervisor).run("destroy", "#42", "--base", "-y");

        assertThat(List.of(nothing.exitCode(), both.exitCode())).containsOnly(2);
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void deletesTheBaseItHasNamed() {
        Result result = CliRun.with(supervisor).run("destroy", "--base", "-y");

        assertThat(supervisor.requests)
                .containsExactly(
                        "get base /home/jo/app Optional.empty", "destroy base /home/jo/app Optional[opencode]");
        assertThat(result.out()).contains("deleted the base session ses_01 of project app");
    }

    @Test
    void prunesWhatWasPlanned() {
        supervisor.plan = new PrunePlan(List.of(ITEM));
        supervisor.pruned = new PruneReport(
                List.of(new PrunedItem(
                        "worktree",
                        "app/acme-app-7",
                        "its session has ended",
                        Optional.of("refs/kugetsu/preserved/s-7/1"))),
                List.of());

        Result result = CliRun.with(supervisor).run("prune", "--force");

        assertThat(supervisor.requests).containsExactly("plan", supervisor.plan);
        assertThat(result.out())
                .contains("app/acme-app-7")
                .contains("its session has ended")
                .contains("preserved what worktree app/acme-app-7 held: refs/kugetsu/preserved/s-7/1");
        assertThat(result.err()).contains("removed 1 thing");
    }

    @Test
    void prunesNothingInARehearsal() {
        supervisor.plan = new PrunePlan(List.of(ITEM));

        Result result = CliRun.with(supervisor).run("prune", "--dry-run", "--json");

        assertThat(supervisor.requests).containsExactly("plan");
        assertThat(result.out()).isEqualTo("""
                {"planned":[{"kind":"worktree","name":"app/acme-app-7","reason":"its session has ended"}],\
                "removed":[],"kept":[]}
                """);
    }

    @Test
    void showsWhatItAsksAboutAlsoWhenTheAnswerIsForAProgram() {
        supervisor.plan = new PrunePlan(List.of(ITEM));

        Result result = CliRun.with(supervisor).onTerminal(200).typing("y\n").run("prune", "--json");

        assertThat(result.err()).contains("app/acme-app-7").contains("Remove 1 thing?");
        assertThat(result.out()).startsWith("{\"planned\":[");
        assertThat(supervisor.requests).containsExactly("plan", supervisor.plan);
    }

    @Test
    void asksBeforeItPrunesAndOnlyIfThereIsSomething() {
        Result empty = CliRun.with(supervisor).run("prune");
        supervisor.plan = new PrunePlan(List.of(ITEM));
        Result full = CliRun.with(supervisor).run("prune");

        assertThat(empty.exitCode()).isZero();
        assertThat(empty.err()).isEqualTo("nothing to prune\n");
        assertThat(full.exitCode()).isEqualTo(2);
        assertThat(full.err()).contains("--force");
        assertThat(supervisor.requests).containsOnly("plan");
    }
}
