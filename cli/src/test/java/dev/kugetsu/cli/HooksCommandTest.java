package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import org.junit.jupiter.api.Test;

class HooksCommandTest {

    private static final String PROGRAM = " by /opt/kugetsu/scripts/kugetsu-hook";

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void installsForWhatIsNamed() {
        Result result = CliRun.with(supervisor).run("hooks", "install", "--harness", "codex");

        assertThat(supervisor.requests).containsExactly("install hooks for [codex]" + PROGRAM);
        assertThat(result.out()).contains("codex", "installed", "/home/jo/app/.codex/hooks.json");
        assertThat(result.err()).contains("approve them by /hooks", "the file is tracked");
    }

    @Test
    void installsForAllOnlyIfThatIsSaid() {
        assertThat(CliRun.with(supervisor).run("hooks", "install").exitCode()).isEqualTo(2);
        assertThat(supervisor.requests).isEmpty();

        CliRun.with(supervisor).run("hooks", "install", "--harness", "all");

        assertThat(supervisor.requests).containsExactly("install hooks for []" + PROGRAM);
    }

    @Test
    void removesAndExaminesAllWithoutAName() {
        assertThat(CliRun.with(supervisor).run("hooks", "remove").err())
                .contains("the file is tracked")
                .doesNotContain("approve");
        Result result = CliRun.with(supervisor).run("hooks", "status", "--json");

        assertThat(supervisor.requests)
                .containsExactly("remove hooks for []" + PROGRAM, "examine hooks for []" + PROGRAM);
        assertThat(result.out())
                .startsWith("[{\"harness\":\"codex\"")
                .contains("\"state\":\"outdated\"", "\"git\":\"tracked\"", "\"notes\":[\"the file is tracked\"]");
    }

    @Test
    void onlyTellsWhatItWouldWrite() {
        Result result = CliRun.with(supervisor).run("hooks", "install", "--harness", "codex", "--dry-run");

        assertThat(result.out())
                .contains("WOULD BE", "codex", "changed", "/home/jo/app/.codex/hooks.json")
                .doesNotContain("installed");
        assertThat(result.err()).contains("the file is tracked", "nothing was changed");
        assertThat(CliRun.with(supervisor)
                        .run("hooks", "remove", "--dry-run", "--json")
                        .out())
                .contains("\"change\":\"changed\"");
        assertThat(supervisor.requests)
                .containsExactly("rehearse hooks for [codex]" + PROGRAM, "rehearse removal for []" + PROGRAM);
    }
}
