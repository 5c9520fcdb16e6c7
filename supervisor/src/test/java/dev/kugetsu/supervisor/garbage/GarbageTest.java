package dev.kugetsu.supervisor.garbage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.mail.MailWiring;
import dev.kugetsu.supervisor.verb.Desktop;
import dev.kugetsu.supervisor.verb.Handlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageTest {

    private static final CollectedGarbage NOTHING = new CollectedGarbage(0, 0, 0, 0, 0, 0, 0, 0);

    @TempDir
    Path folder;

    private Desktop desktop;

    @BeforeEach
    void open() throws Exception {
        desktop = new Desktop(folder, this::serve);
        desktop.register("ann");
        desktop.register("ben");
    }

    private void serve(Handlers handlers, Desktop.Parts parts) {
        MailWiring mail = MailWiring.of(parts.agents().recipients(), parts.ids(), parts.store(), parts.clock());
        mail.serve(handlers);
        LockWiring locks = LockWiring.of(
                parts.agents().presences(), mail.notices(), parts.home().lockMarker(), parts.projects());
        locks.serve(handlers);
        new Garbage(parts.agents().presences(), locks).serve(handlers);
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    @Test
    void removesEndedSessionsWithTheirClaimsAndThenTheirAgents() {
        desktop.perform(
                AgentVerbs.CLAIM, new ClaimIssue("github.com/acme/app#7", Optional.empty()), desktop.agent("ann"));
        end("ann");
        desktop.pass(Duration.ofDays(59));
        assertThat(collect()).isEqualTo(NOTHING);
        desktop.pass(Duration.ofDays(2));
        touch("ben");

        CollectedGarbage gone = collect();

        assertThat(gone.agentSessions()).isEqualTo(1);
        assertThat(gone.agents()).isEqualTo(1);
        assertThat(desktop.select("SELECT agent FROM agents")).containsExactly("ben");
        assertThat(desktop.select("SELECT issue_ref FROM agent_claims")).isEmpty();
    }

    @Test
    void endsThoseOfWhomNothingWasHeardForLongAndNoProcessSpeaks() {
        desktop.pass(Duration.ofDays(61));
        touch("ben");

        assertThat(collect().endedSessions()).isEqualTo(1);

        assertThat(desktop.select("SELECT end_reason FROM agent_sessions WHERE agent = 'ann'"))
                .containsExactly("CRASH");
        assertThat(desktop.select("SELECT agent FROM agent_sessions WHERE ended_at IS NULL"))
                .containsExactly("ben");
    }

    @Test
    void endsTheDeadOnlyWhenTheyAreSilentToo() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = SystemProcesses.detect().find(program.pid()).orElseThrow();
        register("cleo", Caller.in(desktop.repository()).asProcess(identity).asSession("cleo"));
        lock("cleo", "c.txt");
        program.destroyForcibly().waitFor();
        assertThat(collect()).isEqualTo(NOTHING);
        desktop.pass(Duration.ofHours(3));
        touch("ann");
        touch("ben");

        CollectedGarbage gone = collect();

        assertThat(gone.endedSessions()).isEqualTo(1);
        assertThat(gone.locks()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhoeverLives() {
        register(
                "cleo",
                Caller.in(desktop.repository())
                        .asProcess(SystemProcesses.detect().current())
                        .asSession("cleo"));
        lock("cleo", "c.txt");
        desktop.pass(Duration.ofDays(100));
        touch("ann");
        touch("ben");

        CollectedGarbage gone = collect();

        assertThat(gone.endedSessions()).isZero();
        assertThat(gone.locks()).isZero();
    }

    @Test
    void removesLocksThatAreOverAndTellsTheirOwners() {
        lock("ann", "a.txt");
        lock("ben", "b.txt");
        end("ben");
        assertThat(desktop.select("SELECT lock_key FROM locks")).containsExactly("a.txt");
        assertThat(collect()).isEqualTo(NOTHING);
        desktop.pass(Duration.ofMinutes(61));

        assertThat(collect().locks()).isEqualTo(1);

        assertThat(desktop.select("SELECT text FROM messages"))
                .containsExactly("Your lock on a.txt is over: its time was up.");
        assertThat(desktop.select("SELECT agent || ' ' || subject FROM journal WHERE kind = 'lock_expired'"))
                .containsExactly("ann a.txt");
        assertThat(new KugetsuHome(folder.resolve("home")).lockMarker()).doesNotExist();
    }

    @Test
    void keepsTheLockOfSomebodyWhoIsOnlySilent() {
        lock("ann", "a.txt");
        desktop.pass(Duration.ofMinutes(20));

        assertThat(collect().locks()).isZero();
        assertThat(new KugetsuHome(folder.resolve("home")).lockMarker()).exists();
    }

    @Test
    void removesTasksThatAreOverButNotThoseThatOthersWaitFor() {
        task("t-done", "DONE");
        task("t-cancelled", "CANCELLED");
        task("t-needed", "DONE");
        task("t-open", "PENDING");
        task("t-doing", "IN_PROGRESS");
        task("t-blocked", "BLOCKED");
        desktop.change("INSERT INTO task_dependencies VALUES ('t-open', 't-needed')");
        desktop.change("INSERT INTO task_dependencies VALUES ('t-done', 't-cancelled')");
        desktop.pass(Duration.ofDays(61));

        assertThat(collect().tasks()).isEqualTo(2);

        assertThat(desktop.select("SELECT task_id FROM tasks ORDER BY task_id"))
                .containsExactly("t-blocked", "t-doing", "t-needed", "t-open");
    }

    @Test
    void removesMessagesThatEverybodyHasRead() {
        String read = send("one");
        send("two");
        desktop.perform(MessageVerbs.READ, new ReadMail(read), desktop.agent("ben"));
        desktop.pass(Duration.ofDays(61));
        touch("ben");

        assertThat(collect().messages()).isEqualTo(1);

        assertThat(desktop.select("SELECT text FROM messages")).containsExactly("two");
        assertThat(desktop.select("SELECT message_id FROM message_deliveries")).hasSize(1);
    }

    @Test
    void keepsWhatIsInTheContextOfSomebodyWhoIsThere() {
        send("one");
        desktop.change("UPDATE message_deliveries SET delivered_at = 1");
        desktop.pass(Duration.ofDays(61));
        touch("ben");
        assertThat(collect().messages()).isZero();
        end("ben");

        assertThat(collect().messages()).isEqualTo(1);
    }

    @Test
    void keepsWhatNobodyHasGot() {
        send("one");
        end("ben");
        desktop.pass(Duration.ofDays(1_000));

        assertThat(collect().messages()).isZero();
        assertThat(desktop.select("SELECT agent FROM agents")).contains("ben", "ann");
    }

    @Test
    void removesWhatWasSaidToEverybodyAndSomebodyWhoIsGoneHasNotGot() {
        desktop.perform(MessageVerbs.SEND, new SendMail("all", "hello", Optional.empty()), desktop.agent("ann"));
        desktop.pass(Duration.ofDays(61));
        touch("ben");
        assertThat(collect().messages()).isZero();
        end("ben");

        assertThat(collect().messages()).isEqualTo(1);
    }

    @Test
    void keepsTheLastReservationOfABranchLonger() {
        reservation("r-1", "main", 1, "ABANDONED");
        reservation("r-2", "main", 2, "COMPLETE");
        reservation("r-3", "other", 1, "ABANDONED");
        reservation("r-4", "other", 2, "ACTIVE");
        desktop.pass(Duration.ofDays(8));

        assertThat(collect().reservations()).isEqualTo(2);
        assertThat(reservations()).containsExactly("r-2", "r-4");
        desktop.pass(Duration.ofDays(60));

        assertThat(collect().reservations()).isEqualTo(1);
        assertThat(reservations()).containsExactly("r-4");
    }

    @Test
    void cutsTheJournal() {
        desktop.pass(Duration.ofDays(91));
        touch("ann");
        touch("ben");
        desktop.change("INSERT INTO journal (at, project_id, agent, kind) VALUES (?, 'other', 'x', 'x_done')", 1);

        assertThat(collect().entries()).isEqualTo(2);

        assertThat(desktop.select("SELECT project_id FROM journal")).containsExactly("other");
    }

    @Test
    void leavesItToTheOperatorToDecideWhatIsOld() {
        end("ann");
        CollectGarbage everything = new CollectGarbage(Optional.of(Duration.ZERO));
        assertThatThrownBy(() -> desktop.perform(StatusVerbs.GC, everything, desktop.agent("ben")))
                .hasMessageContaining("only the operator");

        CollectedGarbage rehearsed = desktop.rehearse(StatusVerbs.GC, everything, desktop.operator());
        assertThat(rehearsed.agentSessions()).isEqualTo(1);
        assertThat(desktop.select("SELECT agent FROM agent_sessions")).hasSize(2);

        assertThat(desktop.perform(StatusVerbs.GC, everything, desktop.operator()))
                .isEqualTo(rehearsed);
        assertThat(desktop.select("SELECT agent FROM agent_sessions")).containsExactly("ben");
    }

    /// Else a table that somebody adds would make it fail.
    @Test
    void looksIntoEveryTableThatSpeaksOfAgents() {
        List<String> tables = desktop.select("""
                SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
                WHERE m.type = 'table' AND f."table" = 'agents' ORDER BY m.name
                """);

        assertThat(tables)
                .containsExactly("agent_sessions", "locks", "message_deliveries", "messages", "reservations", "tasks");
    }

    private CollectedGarbage collect() {
        return desktop.perform(StatusVerbs.GC, new CollectGarbage(Optional.empty()), Caller.in(desktop.repository()));
    }

    private void end(String agent) {
        desktop.perform(AgentVerbs.END, new EndAgent(Optional.empty()), desktop.agent(agent));
    }

    private void touch(String agent) {
        desktop.register(agent);
    }

    private void register(String agent, Caller caller) {
        desktop.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent), caller);
    }

    private void lock(String agent, String path) {
        desktop.perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                desktop.agent(agent));
    }

    private String send(String text) {
        return desktop.perform(MessageVerbs.SEND, new SendMail("ben", text, Optional.empty()), desktop.agent("ann"))
                .messageId();
    }

    private void task(String id, String state) {
        boolean isOver = state.equals("DONE") || state.equals("CANCELLED");
        boolean isOwned = !state.equals("PENDING");
        desktop.change(
                """
                INSERT INTO tasks (task_id, project_id, title, priority, state, owner, created_by, created_at, claimed_at,
                                   ended_at, blocked_reason)
                VALUES (?, 'app', 'x', 0, ?, ?, 'ann', 1, ?, ?, ?)
                """,
                id,
                state,
                isOwned ? "ann" : null,
                isOwned ? 1 : null,
                isOver ? Desktop.NOON.toEpochMilli() : null,
                state.equals("BLOCKED") ? "rain" : null);
    }

    private void reservation(String id, String branch, int fence, String state) {
        desktop.change("""
                INSERT INTO reservations (reservation_id, project_id, host_id, branch, anchor, agent, fence, state,
                                          reserved_at, heartbeat_at, ended_at)
                SELECT ?, 'app', host_id, ?, 'abc', 'ann', ?, ?, 1, 1, ? FROM hosts
                """, id, branch, fence, state, state.equals("ACTIVE") ? null : Desktop.NOON.toEpochMilli());
    }

    private List<String> reservations() {
        return desktop.select("SELECT reservation_id FROM reservations ORDER BY reservation_id");
    }
}
