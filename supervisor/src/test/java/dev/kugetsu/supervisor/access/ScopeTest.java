package dev.kugetsu.supervisor.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.access.Scope.Operation;
import dev.kugetsu.supervisor.access.Scope.Relation;
import dev.kugetsu.supervisor.access.Scope.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A boss with two workers in project `app`, and strangers.
class ScopeTest {

    private static final ProjectId APP = new ProjectId("app");
    private static final Scope BOSS =
            new Scope(new SessionId("s-boss"), APP, SessionRole.ORCHESTRATOR, Optional.empty());
    private static final Scope WORKER =
            new Scope(new SessionId("s-one"), APP, SessionRole.WORKER, Optional.of(BOSS.self()));
    private static final Scope LONER = new Scope(new SessionId("s-loner"), APP, SessionRole.WORKER, Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "s-boss, app, , SELF, PARENT, STRANGER",
        "s-one, app, s-boss, CHILD, SELF, STRANGER",
        "s-two, app, s-boss, CHILD, SIBLING, STRANGER",
        "s-loner, app, , STRANGER, STRANGER, SELF",
        "s-other, app, s-other-boss, STRANGER, STRANGER, STRANGER",
        "s-two, web, s-boss, STRANGER, STRANGER, STRANGER",
    })
    void knowsWhatATargetIsToIt(
            String session, String project, String parent, Relation toBoss, Relation toWorker, Relation toLoner) {
        Target target = new Target(
                new SessionId(session),
                new ProjectId(project),
                Optional.ofNullable(parent).map(SessionId::new));

        assertThat(BOSS.relation(target)).isEqualTo(toBoss);
        assertThat(WORKER.relation(target)).isEqualTo(toWorker);
        assertThat(LONER.relation(target)).isEqualTo(toLoner);
    }

    /// What is not named is forbidden.
    @ParameterizedTest
    @CsvSource({
        "LOOK, SELF CHILD, SELF",
        "READ_LOGS, SELF CHILD, SELF",
        "SEND, CHILD, PARENT SIBLING",
        "CONTINUE, CHILD, NONE",
        "STOP, CHILD, NONE",
        "KILL, CHILD, NONE",
        "RENAME, NONE, NONE",
        "RESTORE, NONE, NONE",
        "DESTROY, NONE, NONE",
    })
    void permitsNothingButThis(Operation operation, String toBoss, String toWorker) {
        for (Target target : new Target[] {
            target("s-boss", Optional.empty()),
            target("s-one", Optional.of("s-boss")),
            target("s-two", Optional.of("s-boss")),
            target("s-loner", Optional.empty())
        }) {
            assertThat(BOSS.permits(operation, target))
                    .as("boss, %s", target)
                    .isEqualTo(toBoss.contains(BOSS.relation(target).name()));
            assertThat(WORKER.permits(operation, target))
                    .as("worker, %s", target)
                    .isEqualTo(toWorker.contains(WORKER.relation(target).name()));
        }
    }

    @Test
    void letsOnlyOrchestratorsStartWorkersInTheirOwnProject() {
        assertThat(BOSS.permitsStart(APP, SessionRole.WORKER)).isTrue();
        assertThat(BOSS.permitsStart(APP, SessionRole.ORCHESTRATOR)).isFalse();
        assertThat(BOSS.permitsStart(new ProjectId("web"), SessionRole.WORKER)).isFalse();
        assertThat(WORKER.permitsStart(APP, SessionRole.WORKER)).isFalse();
    }

    private static Target target(String session, Optional<String> parent) {
        return new Target(new SessionId(session), APP, parent.map(SessionId::new));
    }
}
