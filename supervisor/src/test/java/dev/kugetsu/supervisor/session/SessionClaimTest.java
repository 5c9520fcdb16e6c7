package dev.kugetsu.supervisor.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session.Operation;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionClaimTest {

    private static final SessionId ID = new SessionId("s-1");

    @TempDir
    Path folder;

    private final SystemProcesses processes = SystemProcesses.detect();
    private final List<String> done = new ArrayList<>();
    private Store store;
    private SessionClaim claim;

    @BeforeEach
    void open() {
        KugetsuHome home = new KugetsuHome(folder.resolve("home"));
        home.create();
        store = Store.open(home);
        store.write(handle -> {
            handle.execute("INSERT INTO projects (project_id, registered_at) VALUES ('app', 1)");
            return handle.execute("""
                    INSERT INTO sessions
                        (session_id, project_id, host_id, kind, issue_ref, harness, permissions, created_at)
                    SELECT 's-1', 'app', host_id, 'ISSUE', 'h/o/r#1', 'scripted', '[]', 1 FROM hosts
                    """);
        });
        claim = new SessionClaim(store, home, processes, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Session session() {
        return store.read(handle -> handle.attach(SessionDao.class).find(ID)).orElseThrow();
    }

    private void begunBy(ProcessIdentity owner) {
        boolean isBegun = store.write(
                handle -> handle.attach(SessionDao.class).begin(ID, Operation.KILLING, Optional.empty(), owner));
        assertThat(isBegun).isTrue();
    }

    private boolean finish() {
        return store.write(handle -> {
            handle.attach(SessionDao.class).finishOperation(ID);
            return true;
        });
    }

    private boolean resume() {
        return claim.resume(session(), ours -> {
            done.add("resumed " + ours.operation().orElseThrow());
            finish();
        });
    }

    @Test
    void leavesAloneWhatThisProcessCarriesOut() {
        boolean isResumed = claim.during(session(), Operation.KILLING, this::resume);

        assertThat(isResumed).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void leavesAloneWhatAnotherMayCarryOut() {
        begunBy(processes
                .find(ProcessHandle.current().parent().orElseThrow().pid())
                .orElseThrow());

        assertThat(resume()).isFalse();
    }

    @Test
    void goesOnWithWhatTheDeadHaveLeft() {
        begunBy(new ProcessIdentity(1, 1, "an-earlier-boot"));

        assertThat(resume()).isTrue();

        assertThat(done).containsExactly("resumed KILLING");
        assertThat(session().operation()).isEmpty();
    }

    @Test
    void goesOnWithWhatThisProcessHasGivenUp() {
        assertThatThrownBy(() -> claim.during(session(), Operation.KILLING, () -> {
                    throw new IllegalStateException("the disk is broken");
                }))
                .hasMessage("the disk is broken");
        assertThat(session().operationOwner()).contains(processes.current());

        assertThat(resume()).isTrue();

        assertThat(session().operation()).isEmpty();
    }

    @Test
    void takesNothingUpThatHasEndedSinceItWasSeen() {
        begunBy(processes.current());
        Session seen = session();
        finish();

        assertThat(claim.resume(seen, ours -> done.add("resumed"))).isFalse();

        assertThat(done).isEmpty();
    }

    @Test
    void beginsTogetherWithSomethingElseAndIsThenUnderWay() {
        claim.duringIfFree(session(), Operation.ENDING, handle -> true, () -> {
            done.add("work");
            assertThat(resume()).isFalse();
            assertThatThrownBy(() -> claim.during(session(), Operation.KILLING, () -> done.add("kill")))
                    .isInstanceOf(KugetsuException.class);
        });

        assertThat(done).containsExactly("work");
        assertThat(session().operation()).contains(Operation.ENDING);
    }

    @Test
    void doesOnlyTheFirstPartWhileTheSessionIsBeingChanged() {
        claim.during(session(), Operation.KILLING, () -> {
            claim.duringIfFree(session(), Operation.ENDING, handle -> done.add("first"), () -> done.add("work"));
            return finish();
        });
        claim.duringIfFree(session(), Operation.ENDING, handle -> false, () -> done.add("work"));

        assertThat(done).containsExactly("first");
        assertThat(session().operation()).isEmpty();
    }
}
