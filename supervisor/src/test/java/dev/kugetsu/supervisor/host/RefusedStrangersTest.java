package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.Heartbeat;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ReleaseIssue;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.JournalVerbs;
import dev.kugetsu.supervisor.coordination.JournalVerbs.AddDecision;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.AcknowledgeMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.MarkReady;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.RenewReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectGarbage;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.coordination.TaskVerbs.BlockTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CancelTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ClaimTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CompleteTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CreateTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.DependTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ReleaseTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.UnblockTask;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever gets nothing at first is nobody afterwards: scripts that ask in vain leave no agents behind.
class RefusedStrangersTest {

    private static final Optional<String> NOTHING = Optional.empty();

    @TempDir
    static Path folder;

    private static World world;

    /// Somebody has everything.
    @BeforeAll
    static void open() throws Exception {
        world = new World(folder);
        Caller owner = Caller.in(world.repository).asSession("owner");
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("ann"), owner);
        perform(LockVerbs.ACQUIRE, lock("README.md"), owner);
        perform(ReservationVerbs.RESERVE, branch("topic"), owner);
        perform(TaskVerbs.CREATE, task("theirs", List.of()), owner);
        perform(TaskVerbs.CREATE, task("later", List.of("theirs")), owner);
        perform(TaskVerbs.CLAIM, new ClaimTask("theirs", false, false), owner);
        perform(MessageVerbs.SEND, new SendMail("ben", "look", NOTHING), asOwnerOf("ben", owner));
        world.git("branch", "elsewhere");
        world.git("commit", "-q", "--allow-empty", "-m", "more");
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    /// Wants something that is refused.
    record Attempt(Verb<?, ?> verb, Record request) {

        @Override
        public String toString() {
            return verb.name() + " " + request;
        }
    }

    static List<Attempt> attempts() {
        return List.of(
                new Attempt(LockVerbs.ACQUIRE, lock("README.md")),
                new Attempt(LockVerbs.ACQUIRE, lock("../outside")),
                new Attempt(LockVerbs.RELEASE, new ReleaseLock(Optional.of("README.md"), NOTHING, false)),
                new Attempt(ReservationVerbs.RESERVE, branch("topic")),
                new Attempt(ReservationVerbs.RESERVE, branch("elsewhere")),
                new Attempt(ReservationVerbs.RESERVE, branch("no..branch")),
                new Attempt(ReservationVerbs.HEARTBEAT, new RenewReservation(NOTHING, Optional.of("topic"))),
                new Attempt(
                        ReservationVerbs.RELEASE,
                        new ReleaseReservation(NOTHING, Optional.of("topic"), Optional.empty(), false)),
                new Attempt(ReservationVerbs.CAPTURE, new CaptureWork(NOTHING, NOTHING, Optional.empty())),
                new Attempt(ReservationVerbs.READY, new MarkReady(NOTHING, Optional.of("topic"), NOTHING)),
                new Attempt(TaskVerbs.CREATE, task(" ", List.of())),
                new Attempt(TaskVerbs.CREATE, task("new", List.of("no-such-task"))),
                new Attempt(TaskVerbs.CLAIM, new ClaimTask("theirs", false, false)),
                new Attempt(TaskVerbs.CLAIM, new ClaimTask("later", false, false)),
                new Attempt(TaskVerbs.COMPLETE, new CompleteTask("theirs", false)),
                new Attempt(TaskVerbs.BLOCK, new BlockTask("theirs", "so")),
                new Attempt(TaskVerbs.UNBLOCK, new UnblockTask("theirs")),
                new Attempt(TaskVerbs.RELEASE, new ReleaseTask("theirs", false)),
                new Attempt(TaskVerbs.CANCEL, new CancelTask("theirs", NOTHING)),
                new Attempt(TaskVerbs.DEPEND, new DependTask("theirs", List.of("later"), List.of())),
                new Attempt(MessageVerbs.SEND, new SendMail("nobody", "hello", NOTHING)),
                new Attempt(MessageVerbs.SEND, new SendMail("ann", " ", NOTHING)),
                new Attempt(MessageVerbs.READ, new ReadMail("m-")),
                new Attempt(MessageVerbs.ACKNOWLEDGE, new AcknowledgeMail("m-none")),
                new Attempt(
                        AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("ann").orRefused()),
                new Attempt(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("No Name")),
                new Attempt(AgentVerbs.HEARTBEAT, new Heartbeat(NOTHING, NOTHING, NOTHING)),
                new Attempt(AgentVerbs.END, new EndAgent(Optional.empty())),
                new Attempt(AgentVerbs.CLAIM, new ClaimIssue("no issue", NOTHING)),
                new Attempt(AgentVerbs.RELEASE, new ReleaseIssue("#1")),
                new Attempt(JournalVerbs.DECIDE, new AddDecision(" ")),
                new Attempt(StatusVerbs.GC, new CollectGarbage(Optional.of(Duration.ofDays(1)))));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void becomeNobody(Attempt attempt) {
        List<String> before = known();

        Caller stranger = Caller.in(world.repository)
                .asSession("stranger-" + Integer.toHexString(attempt.toString().hashCode()));
        assertThatThrownBy(() -> perform(attempt.verb(), attempt.request(), stranger))
                .isInstanceOf(KugetsuException.class);

        assertThat(known()).isEqualTo(before);
    }

    private static List<String> known() {
        return world.select("SELECT agent FROM agents UNION ALL SELECT agent_session_id FROM agent_sessions");
    }

    private static Caller asOwnerOf(String other, Caller caller) {
        perform(
                AgentVerbs.REGISTER,
                RegisterAgent.UNNAMED.named(other),
                Caller.in(world.repository).asSession(other));
        return caller;
    }

    @SuppressWarnings("unchecked") // The request is one of that verb.
    private static void perform(Verb<?, ?> verb, Record request, Caller caller) {
        world.supervisor().coordination().perform((Verb<Record, ?>) verb, request, caller, Mode.COMMIT);
    }

    private static AcquireLock lock(String path) {
        return new AcquireLock(Optional.of(path), NOTHING, NOTHING, Optional.empty(), Optional.empty());
    }

    private static ReserveBranch branch(String name) {
        return new ReserveBranch(name, NOTHING, NOTHING, Optional.empty(), Optional.empty());
    }

    private static CreateTask task(String title, List<String> after) {
        return new CreateTask(title, NOTHING, List.of(), Optional.empty(), after);
    }
}
