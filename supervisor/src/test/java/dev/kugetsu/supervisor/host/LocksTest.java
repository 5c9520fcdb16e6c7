package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.CheckLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.ListLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleasedLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocksTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private World world;
    private Caller ann;
    private Caller ben;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        ann = Caller.in(world.repository).asSession("ann-1");
        ben = Caller.in(world.repository).asSession("ben-1");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void holdsOthersOffAndSaysWhoHasIt() {
        LockView held = lock(ann, "README.md");

        assertThatThrownBy(() -> lock(ben, "README.md"))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("README.md is locked by " + held.agent() + " (ann-1)")
                .satisfies(failure -> assertThat(((KugetsuException) failure).details())
                        .get()
                        .extracting(details -> ((LockView) details).agent())
                        .isEqualTo(held.agent()));
    }

    /// Whoever has renewed it last may not be who goes last.
    @Test
    void staysWithAnAgentUntilItsLastSessionEnds() {
        Caller other = Caller.in(world.repository).asSession("ann-2");
        String agent = lock(ann, "README.md").agent();
        perform(AgentVerbs.REGISTER, named(agent), other);
        lock(other, "README.md");

        perform(AgentVerbs.END, new EndAgent(Optional.empty()), other);

        assertThatThrownBy(() -> lock(ben, "README.md")).hasMessageContaining("is locked by " + agent);

        perform(AgentVerbs.END, new EndAgent(Optional.empty()), ann);

        assertThat(lock(ben, "README.md").created()).isTrue();
    }

    @Test
    void staysWithAnAgentWhereverItsLastSessionWorks() throws Exception {
        Path clone = folder.resolve("clone");
        world.git("clone", "-q", world.repository.toString(), clone.toString());
        String agent = lock(ann, "README.md").agent();
        perform(AgentVerbs.REGISTER, named(agent), Caller.in(world.repository).asSession("ann-2"));
        lock(Caller.in(clone).asSession("ann-2"), "there.txt");
        lock(Caller.in(clone).asSession("ann-1"), "README.md");

        perform(AgentVerbs.END, new EndAgent(Optional.empty()), ann);

        assertThatThrownBy(() -> lock(Caller.in(clone).asSession("ben-1"), "README.md"))
                .hasMessageContaining("is locked by " + agent + " (ann-2)");
    }

    @Test
    void isSeenWhileItIsRefused() {
        lock(ann, "README.md");
        perform(LockVerbs.ACQUIRE, request("other.txt", Optional.of(Duration.ofHours(8)), Optional.empty()), ben);
        world.change(
                "UPDATE agent_sessions SET last_seen_at = last_seen_at - 7300000 WHERE agent_session_id = 'ben-1'");

        assertThatThrownBy(() -> lock(ben, "README.md")).hasMessageContaining("is locked by");

        assertThatThrownBy(() -> lock(Caller.in(world.repository).asSession("cy-1"), "other.txt"))
                .hasMessageContaining("other.txt is locked by");
    }

    /// A resource is not the path of that name.
    @Test
    void isCalledTheSameWheneverItIsWrittenDown() {
        AcquireLock build = new AcquireLock(
                Optional.empty(), Optional.of("build"), Optional.empty(), Optional.empty(), Optional.empty());
        perform(LockVerbs.ACQUIRE, build, ann);
        perform(LockVerbs.RELEASE, new ReleaseLock(Optional.empty(), Optional.of("build"), false), ann);

        assertThat(world.select("SELECT DISTINCT subject FROM journal WHERE kind LIKE 'lock%'"))
                .containsExactly("resource build");
    }

    @Test
    void isRenewedByItsOwner() {
        LockView first = lock(ann, "README.md");
        LockView again = lock(ann, "README.md");

        assertThat(again.created()).isFalse();
        assertThat(again.acquiredAt()).isEqualTo(first.acquiredAt());
        assertThat(again.expiresAt()).isAfterOrEqualTo(first.expiresAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "src/main", "src/main/Main.java"})
    void holdsOffWhatIsInAFolderAndWhatTheFolderIsIn(String wanted) {
        lock(ann, "src/main");

        assertThatThrownBy(() -> lock(ben, wanted)).hasMessageContaining("src/main is locked");
        assertThat(lock(ben, "src/mainly").created()).isTrue();
    }

    @Test
    void isTheSameFromEveryWorktree() throws Exception {
        Path linked = folder.resolve("linked");
        world.git("worktree", "add", "-q", linked.toString());
        lock(ann, "README.md");

        assertThatThrownBy(() -> lock(Caller.in(linked).asSession("ben-1"), "README.md"))
                .hasMessageContaining("README.md is locked");
    }

    @Test
    void isGivenBackByItsOwnerOnly() {
        lock(ann, "README.md");

        assertThatThrownBy(() -> unlock(ben, "README.md", false)).hasMessageContaining("is not yours");
        assertThatThrownBy(() -> unlock(Caller.in(world.repository).asOperator(), "README.md", false))
                .as("a person breaks a lock knowingly too")
                .hasMessageContaining("is not yours");
        assertThat(unlock(ann, "README.md", false).lock()).isPresent();
        assertThat(unlock(ann, "README.md", false).lock()).isEmpty();
        assertThat(lock(ben, "README.md").created()).isTrue();
    }

    @Test
    void canBeBrokenAndItsOwnerIsTold() {
        lock(ann, "README.md");

        unlock(ben, "README.md", true);

        assertThat(inbox(ann)).singleElement().satisfies(mail -> {
            assertThat(mail.from()).isEqualTo("kugetsu");
            assertThat(mail.text()).contains("You have lost the lock on README.md", "broken by");
        });
    }

    @Test
    void isTakenOverWhenItsTimeIsOverAndItsOwnerIsTold() {
        lock(ann, "README.md", Optional.of(SHORT), Optional.empty());

        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> lock(ben, "README.md").created());

        assertThat(inbox(ann)).hasSize(1);
    }

    @Test
    void isNotLostByAnOwnerWhoThinksAndLives() {
        Caller alive = Caller.in(world.repository)
                .asProcess(SystemProcesses.detect().current())
                .asSession("ann-1");
        perform(AgentVerbs.REGISTER, AgentVerbs.RegisterAgent.UNNAMED, alive);
        lock(alive, "README.md", Optional.of(SHORT), Optional.empty());

        assertThatThrownBy(() -> lock(ben, "README.md")).hasMessageContaining("README.md is locked");
        assertThat(list(false)).hasSize(1);
    }

    @Test
    void isFreeAsSoonAsItsOwnerIsDead() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = SystemProcesses.detect().find(program.pid()).orElseThrow();
        Caller mortal = Caller.in(world.repository).asProcess(identity).asSession("ann-1");
        perform(AgentVerbs.REGISTER, AgentVerbs.RegisterAgent.UNNAMED, mortal);
        lock(mortal, "README.md");
        assertThatThrownBy(() -> lock(ben, "README.md")).hasMessageContaining("README.md is locked");

        program.destroyForcibly().waitFor();

        assertThat(list(false)).isEmpty();
        assertThat(lock(ben, "README.md").created()).isTrue();
    }

    @Test
    void endsWithItsOwner() {
        lock(ann, "README.md");

        perform(AgentVerbs.END, new AgentVerbs.EndAgent(Optional.empty()), ann);

        assertThat(list(true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../elsewhere", "."})
    void refusesWhatIsNoPathOfTheProject(String path) {
        assertThatThrownBy(() -> lock(ann, path))
                .isInstanceOf(KugetsuException.class)
                .extracting(failure -> ((KugetsuException) failure).kind())
                .isEqualTo(Kind.INVALID_INPUT);
    }

    @Test
    void locksThingsThatHaveNames() {
        AcquireLock port = new AcquireLock(
                Optional.empty(), Optional.of("port-8080"), Optional.empty(), Optional.empty(), Optional.empty());
        perform(LockVerbs.ACQUIRE, port, ann);

        assertThatThrownBy(() -> perform(LockVerbs.ACQUIRE, port, ben)).hasMessageContaining("port-8080 is locked");
        assertThat(lock(ben, "port-8080").created()).as("a path of that name").isTrue();
    }

    @Test
    void waitsUntilItIsFree() throws Exception {
        lock(ann, "README.md");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LockView> waiting =
                    threads.submit(() -> lock(ben, "README.md", Optional.empty(), Optional.of(Duration.ofSeconds(20))));

            unlock(ann, "README.md", false);

            assertThat(waiting.get(20, TimeUnit.SECONDS).created()).isTrue();
        }
    }

    @Test
    void doesNotWaitForEver() {
        lock(ann, "README.md");

        assertThatThrownBy(() -> lock(ben, "README.md", Optional.empty(), Optional.of(Duration.ofMillis(120))))
                .hasMessageContaining("README.md is locked");
    }

    @Test
    void waitsForNothingButALock() throws Exception {
        lock(ann, "README.md");
        perform(AgentVerbs.END, new AgentVerbs.EndAgent(Optional.empty()), ann);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LockView> refused =
                    threads.submit(() -> lock(ann, "README.md", Optional.empty(), Optional.of(Duration.ofSeconds(40))));

            assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS)).hasMessageContaining("has ended");
        }
    }

    @Test
    void letsNobodyWaitForAnyTime() {
        assertThatThrownBy(() -> lock(ann, "README.md", Optional.empty(), Optional.of(Duration.ofSeconds(601))))
                .hasMessageContaining("nobody waits for a lock longer than 10m");
        assertThat(list(true)).isEmpty();
    }

    @Test
    void waitsForWhatIsInsideOfAFolder() throws Exception {
        lock(ann, "src/Main.java");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LockView> waiting =
                    threads.submit(() -> lock(ben, "src", Optional.empty(), Optional.of(Duration.ofSeconds(20))));

            unlock(ann, "src/Main.java", false);

            assertThat(waiting.get(20, TimeUnit.SECONDS).created()).isTrue();
        }
    }

    @Test
    void tellsWhichLocksOfOthersAreInTheWay() {
        lock(ann, "src");
        lock(ann, "docs/guide.md");

        CheckLocks wanted = new CheckLocks(List.of("src/Main.java", "docs/guide.md", "free.txt", "/etc/passwd"));

        assertThat(perform(LockVerbs.CHECK, wanted, ben))
                .extracting(LockView::key)
                .containsExactly("src", "docs/guide.md");
        assertThat(perform(LockVerbs.CHECK, wanted, ann)).isEmpty();
        assertThat(perform(LockVerbs.CHECK, wanted, Caller.in(world.repository)))
                .hasSize(2);
    }

    @Test
    void rehearsesWithoutATrace() {
        world.supervisor()
                .coordination()
                .perform(
                        LockVerbs.ACQUIRE,
                        request("README.md", Optional.empty(), Optional.empty()),
                        ann,
                        Mode.REHEARSE);

        assertThat(list(true)).isEmpty();
        assertThat(Files.exists(world.home.resolve("locks-held"))).isFalse();
    }

    @Test
    void bindsEverybodyWhenTheOperatorHasIt() {
        lock(Caller.in(world.repository).asOperator(), "README.md");

        assertThatThrownBy(() -> lock(ben, "README.md")).hasMessageContaining("locked by operator");
    }

    private LockView lock(Caller caller, String path) {
        return lock(caller, path, Optional.empty(), Optional.empty());
    }

    private LockView lock(Caller caller, String path, Optional<Duration> ttl, Optional<Duration> patience) {
        return perform(LockVerbs.ACQUIRE, request(path, ttl, patience), caller);
    }

    private static AcquireLock request(String path, Optional<Duration> ttl, Optional<Duration> patience) {
        return new AcquireLock(Optional.of(path), Optional.empty(), Optional.empty(), ttl, patience);
    }

    private ReleasedLock unlock(Caller caller, String path, boolean force) {
        return perform(LockVerbs.RELEASE, new ReleaseLock(Optional.of(path), Optional.empty(), force), caller);
    }

    private List<LockView> list(boolean all) {
        return perform(LockVerbs.LIST, new ListLocks(all), Caller.in(world.repository));
    }

    private List<MailView> inbox(Caller caller) {
        return perform(MessageVerbs.INBOX, new MessageVerbs.ReadInbox(false), caller);
    }

    private static AgentVerbs.RegisterAgent named(String agent) {
        return AgentVerbs.RegisterAgent.UNNAMED.named(agent);
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return world.supervisor().coordination().perform(verb, request, caller, Mode.COMMIT);
    }
}
