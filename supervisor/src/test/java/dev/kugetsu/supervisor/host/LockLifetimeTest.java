package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a lock lasts.
class LockLifetimeTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @AutoClose
    private final World world;

    private final LockBook book;
    private final Caller ann;
    private final Caller ben;

    LockLifetimeTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new LockBook(world);
        ann = world.caller("ann-1");
        ben = world.caller("ben-1");
    }

    /// Whoever has renewed it last may not be who goes last.
    @Test
    void staysWithAnAgentUntilItsLastSessionEnds() {
        Caller other = world.caller("ann-2");
        String agent = book.lock(ann, "README.md").agent();
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent), other);
        book.lock(other, "README.md");

        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), other);

        assertThatThrownBy(() -> book.lock(ben, "README.md")).hasMessageContaining("is locked by " + agent);

        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), ann);

        assertThat(book.lock(ben, "README.md").created()).isTrue();
    }

    @Test
    void staysWithAnAgentWhereverItsLastSessionWorks() throws Exception {
        Path clone = world.folder.resolve("clone");
        world.git("clone", "-q", world.repository.toString(), clone.toString());
        String agent = book.lock(ann, "README.md").agent();
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent), world.caller("ann-2"));
        book.lock(Caller.in(clone).asSession("ann-2"), "there.txt");
        book.lock(Caller.in(clone).asSession("ann-1"), "README.md");

        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), ann);

        assertThatThrownBy(() -> book.lock(Caller.in(clone).asSession("ben-1"), "README.md"))
                .hasMessageContaining("is locked by " + agent + " (ann-2)");
    }

    @Test
    void isSeenWhileItIsRefused() {
        book.lock(ann, "README.md");
        book.lock(ben, "other.txt", Optional.of(Duration.ofHours(8)), Optional.empty());
        world.change(
                "UPDATE agent_sessions SET last_seen_at = last_seen_at - 7300000 WHERE agent_session_id = 'ben-1'");

        assertThatThrownBy(() -> book.lock(ben, "README.md")).hasMessageContaining("is locked by");

        assertThatThrownBy(() -> book.lock(world.caller("cy-1"), "other.txt"))
                .hasMessageContaining("other.txt is locked by");
    }

    @Test
    void isTakenOverWhenItsTimeIsOverAndItsOwnerIsTold() {
        book.lock(ann, "README.md", Optional.of(SHORT), Optional.empty());

        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> book.lock(ben, "README.md").created());

        assertThat(book.inbox(ann)).hasSize(1);
    }

    @Test
    void isNotLostByAnOwnerWhoThinksAndLives() {
        Caller alive = Caller.in(world.repository)
                .asProcess(SystemProcesses.detect().current())
                .asSession("ann-1");
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, alive);
        book.lock(alive, "README.md", Optional.of(SHORT), Optional.empty());

        assertThatThrownBy(() -> book.lock(ben, "README.md")).hasMessageContaining("README.md is locked");
        assertThat(book.list(false)).hasSize(1);
    }

    @Test
    void isFreeAsSoonAsItsOwnerIsDead() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = SystemProcesses.detect().find(program.pid()).orElseThrow();
        Caller mortal = Caller.in(world.repository).asProcess(identity).asSession("ann-1");
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, mortal);
        book.lock(mortal, "README.md");
        assertThatThrownBy(() -> book.lock(ben, "README.md")).hasMessageContaining("README.md is locked");

        program.destroyForcibly().waitFor();

        assertThat(book.list(false)).isEmpty();
        assertThat(book.lock(ben, "README.md").created()).isTrue();
    }

    @Test
    void endsWithItsOwner() {
        book.lock(ann, "README.md");

        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), ann);

        assertThat(book.list(true)).isEmpty();
    }
}
