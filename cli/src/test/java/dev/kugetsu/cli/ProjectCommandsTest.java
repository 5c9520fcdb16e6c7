package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.Bases.InitRequest;
import dev.kugetsu.supervisor.Bases.InitRequest.Existing;
import dev.kugetsu.supervisor.Configuration.TrustView;
import dev.kugetsu.supervisor.Housekeeping.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectCommandsTest {

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void makesTheBaseByOneTurn() {
        Result result = CliRun.with(supervisor)
                .run(
                        "init",
                        "--headless",
                        "--harness",
                        "opencode",
                        "--model",
                        "acme/large",
                        "--project",
                        "../lib",
                        "--force",
                        "--message",
                        "read it",
                        "--allow",
                        "external_directory:/tmp/*");

        assertThat(result.exitCode()).isZero();
        assertThat(supervisor.requests)
                .containsExactly(
                        "read it",
                        new InitRequest(
                                Path.of("/home/jo/lib"),
                                Optional.of("opencode"),
                                Optional.of("acme/large"),
                                List.of(PermissionRule.allow("external_directory:/tmp/*")),
                                Existing.REPLACE));
        assertThat(result.err()).contains("next: kugetsu start '#1'");
    }

    @Test
    void tellsTheAgentToReadOnlyUnlessToldOtherwise() {
        CliRun.with(supervisor).run("init", "--headless");

        assertThat(supervisor.requests.getFirst().toString())
                .contains("README")
                .contains("Do not change, create or delete any file");
    }

    @Test
    void refusesToOpenAnInterfaceWithoutATerminalBeforeAnythingStarts() {
        Result result = CliRun.with(supervisor).run("init");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no terminal").contains("next:  kugetsu init --headless");
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void trustsTheContentThatWasShown() {
        Result result = CliRun.with(supervisor).onTerminal(80).typing("y\n").run("trust");

        assertThat(result.err())
                .contains("  | setup = \"make deps\"\n")
                .contains("takes effect when trusted: setup.command = make deps")
                .contains("Trust this content? [y/N]");
        assertThat(supervisor.requests).containsExactly("examine", "trust sha256:1");
    }

    @Test
    void doesNotTrustUnseen() {
        Result result = CliRun.with(supervisor).run("trust");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(supervisor.requests).containsExactly("examine");
    }

    @Test
    void takesTrustBack() {
        Result result = CliRun.with(supervisor).run("trust", "--revoke");

        assertThat(supervisor.requests).containsExactly("distrust", "examine");
        assertThat(result.out()).contains("is not trusted any more");
    }

    @Test
    void asksOnlyOnce() {
        supervisor.trust = new TrustView("app", "1a2b3c4", "sha256:1", "", true, List.of());

        Result result = CliRun.with(supervisor).run("trust", "--json");

        assertThat(supervisor.requests).containsExactly("examine");
        assertThat(result.out()).contains("\"is_trusted\":true").contains("\"digest\":\"sha256:1\"");
    }

    @Test
    void showsEverySettingWithItsOrigin() {
        Result text = CliRun.with(supervisor).run("config");
        Result json = CliRun.with(supervisor).run("config", "--json");

        assertThat(text.out()).isEqualTo("""
                KEY      VALUE     ORIGIN
                harness  opencode  environment KUGETSU_HARNESS
                """);
        assertThat(json.out()).isEqualTo("""
                [{"key":"harness","value":"opencode","origin":"environment KUGETSU_HARNESS"}]
                """);
    }

    @Test
    void examinesTheMachine() {
        supervisor.findings = List.of(
                new Finding(Finding.Level.OK, "git", "2.39.5", ""),
                new Finding(Finding.Level.ERROR, "opencode", "is not installed", "npm install -g opencode-ai"));

        Result text = CliRun.with(supervisor).run("doctor");
        Result json = CliRun.with(supervisor).run("doctor", "--json");

        assertThat(text.exitCode()).isEqualTo(5);
        assertThat(text.out()).isEqualTo("""
                ✓ git: 2.39.5
                ✗ opencode: is not installed
                    next: npm install -g opencode-ai
                """);
        assertThat(json.out()).startsWith("[{\"level\":\"ok\",\"subject\":\"git\"");
    }

    @Test
    void isHealthyWithWarnings() {
        supervisor.findings = List.of(new Finding(Finding.Level.WARNING, "git", "is old", ""));

        assertThat(CliRun.with(supervisor).run("doctor").exitCode()).isZero();
    }

    @Test
    void knowsItsVersion() {
        assertThat(CliRun.with(supervisor).run("version").out()).matches("kugetsu \\d+\\.\\d+\\.\\d+.*, Java \\d+.*\n");
        assertThat(CliRun.with(supervisor).run("version", "--json").out()).matches("\\{\"version\":\"\\d.*\\}\n");
        assertThat(CliRun.with(supervisor).run("--version").out()).startsWith("kugetsu ");
    }
}
