package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Audit.Refusal;
import dev.kugetsu.supervisor.Audit.Repair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditCommandTest {

    private static final Difference STRAY = new Difference(
            Kind.PROCESS_UNOWNED,
            "t-9f3hw0ab",
            Optional.of("turn t-9f3hw0ab"),
            "turn t-9f3hw0ab has ended, but processes with its mark live: 4711",
            Optional.of("ends them"),
            Optional.empty());
    private static final Difference FOLDER = new Difference(
            Kind.WORKTREE_FOLDER_UNOWNED,
            "/home/jo/.kugetsu/worktrees/app/notes",
            Optional.empty(),
            "no session has this folder",
            Optional.empty(),
            Optional.of("look at it"));

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void saysThatAllAgrees() {
        Result result = CliRun.with(supervisor).run("audit");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("records and the world agree\n");
    }

    @Test
    void showsEachDifferenceWithItsOwnerAndWhatMendsItAndChangesNothing() {
        supervisor.differences = List.of(STRAY, FOLDER);

        Result result = CliRun.with(supervisor).run("audit");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(supervisor.requests).containsExactly("audit");
        assertThat(result.out()).isEqualTo("""
                ✗ process_unowned t-9f3hw0ab
                    owner: turn t-9f3hw0ab
                    seen:  turn t-9f3hw0ab has ended, but processes with its mark live: 4711
                    fix:   ends them
                ✗ worktree_folder_unowned /home/jo/.kugetsu/worktrees/app/notes
                    owner: nobody
                    seen:  no session has this folder
                    next:  look at it
                """);
        assertThat(result.err()).isEqualTo("2 differences\n");
    }

    @Test
    void repairsAndSaysWhatIsLeftAndWhy() {
        supervisor.differences = List.of(STRAY, FOLDER);
        supervisor.repair =
                new Repair(List.of(STRAY), List.of(new Refusal(FOLDER, "it is not empty")), List.of(FOLDER));

        Result result = CliRun.with(supervisor).run("audit", "--fix", "-y");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(supervisor.requests).containsExactly("audit", supervisor.differences);
        assertThat(result.out())
                .startsWith("✓ mended: process_unowned t-9f3hw0ab\n✗ worktree_folder_unowned")
                .contains("    stays: it is not empty\n");
        assertThat(result.err()).isEqualTo("1 difference left\n");
    }

    @Test
    void mendsNothingThatNobodyHasAgreedTo() {
        supervisor.differences = List.of(STRAY, FOLDER);

        Result refused = CliRun.with(supervisor).run("audit", "--fix");
        Result no = CliRun.with(supervisor).onTerminal(200).typing("n\n").run("audit", "--fix");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Mend 1 difference?").contains("-y");
        assertThat(no.exitCode()).isEqualTo(130);
        assertThat(no.err()).contains("process_unowned t-9f3hw0ab: ");
        assertThat(supervisor.requests).containsOnly("audit");
    }

    @Test
    void isDoneWhenNothingIsLeft() {
        supervisor.differences = List.of(STRAY);
        supervisor.repair = new Repair(List.of(STRAY), List.of(), List.of());

        assertThat(CliRun.with(supervisor).run("audit", "--fix", "-y").exitCode())
                .isZero();
    }

    @Test
    void printsOneObjectForScripts() {
        supervisor.differences = List.of(FOLDER);

        Result result = CliRun.with(supervisor).run("audit", "--json");

        String folder = "{\"kind\":\"worktree_folder_unowned\",\"name\":\"/home/jo/.kugetsu/worktrees/app/notes\","
                + "\"owner\":null,\"evidence\":\"no session has this folder\",\"repair\":null,\"next\":\"look at it\"}";
        assertThat(result.out())
                .isEqualTo("{\"found\":[" + folder + "],\"mended\":[],\"refusals\":[],\"left\":[" + folder + "]}\n");
    }
}
