package dev.kugetsu.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.Heartbeat;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.JournalVerbs;
import dev.kugetsu.supervisor.coordination.JournalVerbs.AddDecision;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.JournalVerbs.JournalEntry;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ListDecisions;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ReadJournal;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.verb.Desktop;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final ClaimIssue CLAIM = new ClaimIssue("github.com/acme/app#7", Optional.empty());

    @TempDir
    Path folder;

    private Desktop desktop;

    @BeforeEach
    void open() throws Exception {
        desktop = new Desktop(folder, (handlers, parts) -> new Journal().serve(handlers));
        desktop.register("ann");
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    @Test
    void keepsDecisionsForEverybody() {
        decide("ann", "tabs");
        desktop.pass(Duration.ofHours(2));
        DecisionView second = decide("ben-1", "spaces\nafter all");

        assertThat(second.at()).isEqualTo(Desktop.NOON.plus(Duration.ofHours(2)));
        assertThat(second.text()).isEqualTo("spaces\nafter all");
        assertThat(decisions(new ListDecisions(Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("spaces\nafter all", "tabs");
        assertThat(decisions(new ListDecisions(Optional.of(1), Optional.empty(), Optional.empty())))
                .containsExactly("spaces\nafter all");
        assertThat(decisions(new ListDecisions(Optional.empty(), Optional.of("ann"), Optional.empty())))
                .containsExactly("tabs");
        assertThat(decisions(new ListDecisions(Optional.empty(), Optional.of("ben-1"), Optional.empty())))
                .containsExactly("spaces\nafter all");
        assertThat(decisions(new ListDecisions(Optional.empty(), Optional.empty(), Optional.of(Duration.ofHours(1)))))
                .containsExactly("spaces\nafter all");
    }

    @Test
    void wantsToKnowWhoDecidesWhat() {
        assertThatThrownBy(() -> decide("ann", " ")).isInstanceOf(KugetsuException.class);
        assertThatThrownBy(() ->
                        desktop.perform(JournalVerbs.DECIDE, new AddDecision("tabs"), Caller.in(desktop.repository())))
                .hasMessageContaining("nothing says which agent you are");
        assertThat(decisions(new ListDecisions(Optional.empty(), Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void tellsWhatHasHappenedInItsOrder() {
        desktop.perform(AgentVerbs.CLAIM, CLAIM, desktop.agent("ann"));
        decide("ann", "tabs");

        assertThat(log(50, Optional.empty(), Optional.empty(), Optional.empty()))
                .extracting(JournalEntry::kind)
                .containsExactly("agent_registered", "issue_claimed", "decision_made");
        assertThat(log(1, Optional.empty(), Optional.empty(), Optional.empty()))
                .extracting(JournalEntry::kind)
                .containsExactly("decision_made");
    }

    @Test
    void choosesByAgentKindAndTime() {
        desktop.perform(AgentVerbs.CLAIM, CLAIM, desktop.agent("ann"));
        desktop.pass(Duration.ofHours(3));
        desktop.register("ben");

        assertThat(log(50, Optional.of("ben"), Optional.empty(), Optional.empty()))
                .hasSize(1);
        assertThat(log(50, Optional.empty(), Optional.of("agent"), Optional.empty()))
                .hasSize(2);
        assertThat(log(50, Optional.empty(), Optional.of("agent_registered"), Optional.empty()))
                .hasSize(2);
        assertThat(log(50, Optional.empty(), Optional.of("lock"), Optional.empty()))
                .isEmpty();
        assertThat(log(50, Optional.empty(), Optional.empty(), Optional.of(Duration.ofHours(1))))
                .extracting(JournalEntry::agent)
                .containsExactly("ben");
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "%", "", "agents", "lock_", "AGENT"})
    void refusesAKindThatThereIsNot(String kind) {
        assertThatThrownBy(() -> log(50, Optional.empty(), Optional.of(kind), Optional.empty()))
                .isInstanceOfSatisfying(
                        KugetsuException.class,
                        e -> assertThat(e.next().orElseThrow()).contains("agent", "lock", "decision"));
    }

    @Test
    void knowsWhatTriggersWrite() throws Exception {
        try (InputStream schema = Objects.requireNonNull(Store.class.getResourceAsStream("V004__coordination.sql"))) {
            List<String> written = Pattern.compile("INSERT INTO journal[^;]*?'([a-z]+_[a-z]+)'")
                    .matcher(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .toList();

            assertThat(written).contains("agent_ended");
            assertThat(Arrays.stream(JournalKind.values()).map(JournalKind::code))
                    .containsAll(written);
        }
    }

    @Test
    void holdsNeitherHeartbeatsNorWhatChangesNothing() {
        desktop.perform(AgentVerbs.CLAIM, CLAIM, desktop.agent("ann"));
        long before = count();

        desktop.perform(AgentVerbs.CLAIM, CLAIM, desktop.agent("ann"));
        desktop.register("ann");
        desktop.perform(
                AgentVerbs.HEARTBEAT,
                new Heartbeat(Optional.empty(), Optional.empty(), Optional.empty()),
                desktop.agent("ann"));
        desktop.rehearse(JournalVerbs.DECIDE, new AddDecision("tabs"), desktop.agent("ann"));

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void refusesAListOfNothing() {
        assertThatThrownBy(() -> log(0, Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessage("a list of 0 entries is none");
    }

    private DecisionView decide(String session, String text) {
        return desktop.perform(JournalVerbs.DECIDE, new AddDecision(text), desktop.agent(session));
    }

    private List<String> decisions(ListDecisions request) {
        return desktop.perform(JournalVerbs.DECISIONS, request, Caller.in(desktop.repository())).stream()
                .map(DecisionView::text)
                .toList();
    }

    private List<JournalEntry> log(int limit, Optional<String> agent, Optional<String> kind, Optional<Duration> since) {
        return desktop.perform(
                JournalVerbs.LOG,
                new ReadJournal(Optional.of(limit), agent, kind, since),
                Caller.in(desktop.repository()));
    }

    private long count() {
        return log(1_000, Optional.empty(), Optional.empty(), Optional.empty()).size();
    }
}
