package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.DeliveryView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.Receipt;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verbs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands that are made from verbs.
class VerbCommandTest {

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void makesTheRequestOfOptions() {
        supervisor.coordination.answer(AgentVerbs.REGISTER, agent());

        Result result = CliRun.with(supervisor)
                .run("agent", "register", "--agent", "brave-heron", "--new", "--hold-for-pid", "4711");

        assertThat(result.exitCode()).isZero();
        assertThat(supervisor.coordination.only().request())
                .isEqualTo(
                        RegisterAgent.UNNAMED.named("brave-heron").orRefused().heldFor(4711));
        assertThat(result.out()).isEqualTo("brave-heron\n");
    }

    @Test
    void saysWhoIsNotHereToReadAMessage() {
        supervisor.coordination.answer(
                MessageVerbs.SEND,
                new MailView(
                        "m-1",
                        "ann",
                        "reviewer",
                        "look",
                        Optional.empty(),
                        Samples.NOON,
                        List.of(
                                new DeliveryView("ben", Receipt.QUEUED, Optional.empty(), Optional.of(Presence.ENDED)),
                                new DeliveryView(
                                        "cleo", Receipt.QUEUED, Optional.empty(), Optional.of(Presence.ACTIVE)))));

        Result result = CliRun.with(supervisor).run("message", "send", "--to", "reviewer", "look");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("m-1\n");
        assertThat(result.err().lines())
                .containsExactly(
                        "ben queued (ended), cleo queued",
                        "ben is not here (ended), and gets it when it comes back under that name",
                        "next:  see who is here with `kugetsu agent list --active`");
    }

    @Test
    void readsDurationsAndFlags() {
        supervisor.coordination.answer(AgentVerbs.LIST, List.of());

        CliRun.with(supervisor).run("agent", "list", "--active", "--since", "4h");

        assertThat(supervisor.coordination.only().request())
                .isEqualTo(new ListAgents(true, false, Optional.of(Duration.ofHours(4))));
    }

    /// Java reads the same for all bytes that are no UTF-8.
    @Test
    void refusesWhatIsNotUtf8() {
        Result result = CliRun.with(supervisor).run("decision", "add", "caf\uFFFD");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("<text> was not given as UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message send hi           | `--to` is missing                                | see `kugetsu message send --help`",
                "agent claim               | <issue> is missing                               | see `kugetsu agent claim --help`",
                "log --limit some          | `--limit` takes a whole number, not 'some'       | see `kugetsu log --help`",
                "log --limit 2147483648    | `--limit` takes a whole number up to 2147483647  | see `kugetsu log --help`",
                "lock a --wait soon        | `--wait`: 'soon' is not a duration               | write a duration",
            })
    void speaksOfWhatWasTyped(String words, String message, String next) {
        Result result = CliRun.with(supervisor).run(words.split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("error: " + message, "next:  " + next);
        assertThat(supervisor.coordination.performed).isEmpty();
    }

    @Test
    void rehearses() {
        supervisor.coordination.answer(AgentVerbs.CLAIM, Samples.CLAIM);

        Result result = CliRun.with(supervisor).run("agent", "claim", "#42", "--dry-run");

        assertThat(supervisor.coordination.only().mode()).isEqualTo(Mode.REHEARSE);
        assertThat(result.err()).contains("dry run: nothing was changed");
    }

    @Test
    void hasNothingToRehearseWhereNothingChanges() {
        assertThat(CliRun.with(supervisor).run("agent", "list", "--dry-run").exitCode())
                .isEqualTo(2);
    }

    @Test
    void tellsWhoHoldsWhatWasWanted() {
        supervisor.coordination.failure =
                Optional.of(new KugetsuException(KugetsuException.Kind.CONFLICT, "it is taken", "wait", Samples.CLAIM));

        Result result = CliRun.with(supervisor).run("agent", "claim", "#42", "--json");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out())
                .contains("\"kind\":\"conflict\"", "\"details\":{\"issue_ref\":\"github.com/acme/app#42\"");
    }

    static List<Verb<?, ?>> verbs() {
        return Verbs.all();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void hasASchemaForEveryVerb(Verb<?, ?> verb) {
        Result result = CliRun.with(supervisor).run("schema", "show", verb.name());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("{\"name\":\"" + verb.name() + "\"")
                .contains("\"additionalProperties\":false");
    }

    private static AgentView agent() {
        return new AgentView(
                "a-1",
                Optional.empty(),
                "brave-heron",
                Optional.empty(),
                "app",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Presence.ACTIVE,
                Samples.NOON,
                Samples.NOON,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
