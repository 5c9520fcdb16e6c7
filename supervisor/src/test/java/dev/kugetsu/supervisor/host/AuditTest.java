package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Audit.Repair;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each kind of difference, made by hand: it is found, named with its owner, repaired if that can be decided, and
/// gone. When each test ends, the audit of its home has to be clean.
class AuditTest {

    /// No process starts in a boot of that name.
    private static final String DEAD = new ProcessIdentity(1, 1, "an-earlier-boot").toString();

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void findsNothingWhereAllIsInOrder() {
        world.start(ISSUE, "write a.txt x", "commit x", "write b.txt y");
        world.start("#43", Attendance.DETACH, "sleep 300s");
        world.start("#44", "write a.txt x");
        world.supervisor().sessions().destroy(world.ref("#44"));

        assertThat(world.audit()).isEmpty();

        world.supervisor().turns().stop(world.ref("#43"), Urgency.IMMEDIATE);
    }

    @Test
    void endsProcessesOfATurnThatHasEnded() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        Process stray = stray(report.turnId());

        Difference found = only(Kind.PROCESS_UNOWNED, report.turnId());
        assertThat(found.owner()).contains("turn " + report.turnId());
        assertThat(found.evidence()).contains(Long.toString(stray.pid()));
        assertMends(found);

        assertThat(stray.isAlive()).isFalse();
    }

    @Test
    void leavesProcessesOfAnotherHomeAlone() throws Exception {
        Process foreign = stray("t-somewhere");
        Process odd = stray("../../..");

        assertThat(world.audit()).isEmpty();

        foreign.destroyForcibly().waitFor();
        odd.destroyForcibly().waitFor();
    }

    @Test
    void endsASessionWhoseWorktreeWasDeletedByHand() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        remove(Path.of(report.worktree()));

        Difference found = only(Kind.SESSION_FORSAKEN, report.sessionId());
        assertThat(found.owner()).contains("session " + report.sessionId());
        assertThat(world.list(Scope.LIVE)).as("an audit only reads").hasSize(1);
        assertMends(found);

        assertThat(world.list(Scope.LIVE)).isEmpty();
        assertThat(world.branches()).contains("kugetsu/acme-app-42");
    }

    @Test
    void takesAWorktreeAwayThatNoSessionHasAndPreservesWhatItHolds() {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        world.change("UPDATE sessions SET ended_at = 1, end_reason = 'undone' WHERE kind = 'ISSUE'");
        world.change("UPDATE worktrees SET state = 'REMOVED', removed_at = 1");

        Difference found = only(Kind.WORKTREE_UNOWNED, report.worktree());
        assertThat(found.owner()).contains("session " + report.sessionId());
        assertMends(found);

        assertThat(Path.of(report.worktree())).doesNotExist();
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void findsAWorktreeThatItsRepositoryDoesNotKnowAnyMore() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        Path records = world.repository.resolve(".git/worktrees/" + report.sessionId());
        Path aside = folder.resolve("aside");
        Files.move(records, aside);

        Difference found = only(Kind.WORKTREE_UNREGISTERED, report.worktree());
        assertThat(found.next()).hasValueSatisfying(next -> assertThat(next).contains("kugetsu destroy"));
        assertLeavesToAPerson(found);

        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
        Files.move(aside, records);
    }

    @Test
    void recordsThatAWorktreeIsRemovedOfWhichNothingIsLeft() {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.change("UPDATE worktrees SET state = 'CREATING', removed_at = NULL");

        assertMends(only(Kind.WORKTREE_RECORD_STALE, "app/" + report.sessionId()));
    }

    @Test
    void deletesAnEmptyFolderAmongTheWorktreesAndLeavesAFullOneToAPerson() throws Exception {
        world.start(ISSUE, "say hello");
        Path empty = Files.createDirectories(world.home.resolve("worktrees/app/s-empty"));
        Path nobody = Files.createDirectories(world.home.resolve("worktrees/gone"));
        Path full = Files.createDirectories(world.home.resolve("worktrees/app/s-full"));
        Files.writeString(full.resolve("work.txt"), "precious");

        assertThat(world.audit())
                .extracting(Difference::kind)
                .containsExactly(
                        Kind.WORKTREE_FOLDER_UNOWNED, Kind.WORKTREE_FOLDER_UNOWNED, Kind.WORKTREE_FOLDER_UNOWNED);
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(empty).doesNotExist();
        assertThat(nobody).doesNotExist();
        assertThat(repair.left()).extracting(Difference::name).containsExactly(full.toString());
        assertThat(full.resolve("work.txt")).hasContent("precious");
        remove(full);
    }

    /// As after the database was moved aside: the folder is all that is left of the session.
    @Test
    void namesTheRepositoryOfAWorktreeThatTheDatabaseDoesNotKnow() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt precious");
        Path database = world.home.resolve("kugetsu.db");
        Path aside = folder.resolve("aside.db");
        world.supervisor().close();
        Files.move(database, aside);
        world.reopen();

        Difference found = only(Kind.WORKTREE_FOLDER_UNOWNED, report.worktree());

        assertThat(found.evidence()).contains("it is a worktree of " + world.repository);
        assertThat(found.next()).hasValueSatisfying(next -> assertThat(next).contains("put the database back"));
        world.supervisor().close();
        Files.move(aside, database, StandardCopyOption.REPLACE_EXISTING);
        world.reopen();
        assertThat(world.audit()).isEmpty();
    }

    @Test
    void deletesTheFolderOfATurnThatNobodyKnowsOnceItIsNoNewborn() throws Exception {
        Path stray = Files.createDirectory(world.home.resolve("turns/t-stray000"));
        assertThat(world.audit()).isEmpty();
        age(stray);

        assertMends(only(Kind.TURN_FOLDER_UNOWNED, stray.toString()));

        assertThat(stray).doesNotExist();
    }

    @Test
    void saysThatTheFolderOfARunningTurnIsGone() throws Exception {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        Path turn = world.home.resolve("turns").resolve(report.turnId());
        Path aside = folder.resolve("aside");
        Files.move(turn, aside);
        try {
            assertThat(kinds()).contains(Kind.TURN_FOLDER_MISSING);
        } finally {
            Files.move(aside, turn);
        }
        world.supervisor().turns().stop(world.ref(ISSUE), Urgency.IMMEDIATE);
    }

    @Test
    void namesATurnThatNobodyCanRepair() {
        TurnReport report = world.start(ISSUE, "say hello");
        world.change("UPDATE turns SET state = 'STARTING', ended_at = NULL, handle = NULL, owner = '" + DEAD
                + "' WHERE turn_id = '" + report.turnId() + "'");
        world.change("DELETE FROM checkouts");

        Difference found = only(Kind.TURN_FORSAKEN, report.turnId());
        Repair repair = world.supervisor().audit().fix(List.of(found));
        assertThat(found.owner()).contains("session " + report.sessionId());
        assertThat(repair.refusals())
                .extracting(refusal -> refusal.difference().kind())
                .containsExactly(Kind.TURN_FORSAKEN);
        assertThat(repair.left()).hasSize(1);

        world.change(
                "INSERT INTO checkouts SELECT project_id, host_id, '" + world.repository + "' FROM projects, hosts");
        assertThat(world.audit())
                .as("what every command repairs is no difference")
                .isEmpty();
    }

    @Test
    void endsASessionThatWasToMakeABaseAndLeftItsTurn() {
        world.change("UPDATE sessions SET ended_at = NULL, end_reason = NULL WHERE kind = 'BASE'");

        Difference found = world.audit().getFirst();
        assertThat(found.kind()).isEqualTo(Kind.SESSION_HALF_DONE);
        assertThat(found.owner()).contains("project app");
        assertMends(found);
    }

    @Test
    void finishesAnEndingThatItsProcessHasLeft() {
        world.start(ISSUE, "say hello");
        world.change("UPDATE sessions SET operation = 'ENDING', operation_owner = '" + DEAD + "' WHERE kind = 'ISSUE'");

        assertThat(world.audit())
                .as("what every command repairs is no difference")
                .isEmpty();
        assertThat(world.list(Scope.LIVE)).isEmpty();
    }

    @Test
    void recordsTheBranchThatAnAgentHasRenamed() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        world.gitIn(Path.of(report.worktree()), "branch", "-m", "mine");

        Difference found = only(Kind.BRANCH_MISSING, "kugetsu/acme-app-42");
        assertMends(found);

        assertThat(world.list(Scope.LIVE).getFirst().branch()).contains("mine");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).branch())
                .isEqualTo("mine");
        assertThat(Path.of(report.worktree()).resolve("a.txt")).exists();
    }

    @Test
    void saysThatTheBranchOfASessionIsGone() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        Path worktree = Path.of(report.worktree());
        world.gitIn(worktree, "switch", "-q", "--detach");
        world.git("branch", "-D", "kugetsu/acme-app-42");

        Difference found = only(Kind.BRANCH_MISSING, "kugetsu/acme-app-42");
        assertLeavesToAPerson(found);

        world.gitIn(worktree, "switch", "-q", "-c", "kugetsu/acme-app-42");
    }

    @Test
    void deletesTheBranchOfAnEndedSessionThatHasNoWork() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        assertThat(world.branches()).containsExactly("main");
        world.git("branch", "kugetsu/acme-app-42");

        Difference found = only(Kind.BRANCH_UNOWNED, "kugetsu/acme-app-42");
        assertThat(found.owner()).contains("session " + report.sessionId());
        assertMends(found);

        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void leavesABranchToAPersonThatNoSessionIsKnownFor() throws Exception {
        world.git("update-ref", "refs/remotes/origin/main", "main");
        world.git("branch", "kugetsu/acme-app-7");
        world.git("branch", "kugetsu/notes");

        assertLeavesToAPerson(only(Kind.BRANCH_UNOWNED, "kugetsu/acme-app-7"));

        world.git("branch", "-D", "kugetsu/acme-app-7");
    }

    @Test
    void saysThatSavedWorkIsGone() throws Exception {
        world.start(ISSUE, "write a.txt x");
        String ref = world.supervisor()
                .sessions()
                .destroy(world.ref(ISSUE))
                .preservedRef()
                .orElseThrow();
        String commit = world.git("rev-parse", ref).strip();
        world.git("update-ref", "-d", ref);

        assertLeavesToAPerson(only(Kind.PRESERVED_MISSING, ref));

        world.git("update-ref", ref, commit);
    }

    @Test
    void forgetsSavedWorkTogetherWithItsRecord() {
        world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.environment.put("KUGETSU_RETENTION_PRESERVED_AGE", "1ms");
        world.reopen();

        world.supervisor()
                .housekeeping()
                .prune(world.supervisor().housekeeping().planPrune());

        assertThat(world.audit()).isEmpty();
    }

    @Test
    void namesSavedWorkOfASessionThatIsNotKnownHere() throws Exception {
        String ref = "refs/kugetsu/preserved/s-unknown0/20260101T000000.000Z";
        world.git("update-ref", ref, "main");

        Difference found = only(Kind.PRESERVED_UNOWNED, ref);
        assertThat(found.owner()).isEmpty();
        assertLeavesToAPerson(found);

        world.git("update-ref", "-d", ref);
    }

    @Test
    void saysThatARepositoryCannotBeRead() throws Exception {
        world.start(ISSUE, "say hello");
        Path aside = folder.resolve("aside");
        Files.move(world.repository, aside);
        try {
            assertThat(world.audit())
                    .as("all else of it is a doubtful reading")
                    .extracting(Difference::kind)
                    .containsExactly(Kind.REPOSITORY_UNREADABLE);
        } finally {
            Files.move(aside, world.repository);
        }
    }

    @Test
    void removesHalfWrittenRecordsFromARepositoryAndNamesOldLockFiles() throws Exception {
        Path aside = Files.createDirectories(world.repository.resolve(".git/kugetsu/registering-1"));
        Path lock = Files.createFile(world.repository.resolve(".git/packed-refs.lock"));
        age(lock);

        assertThat(kinds()).containsExactlyInAnyOrder(Kind.REPOSITORY_LEFTOVER, Kind.LOCK_FILE);
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(aside).doesNotExist();
        assertThat(repair.left())
                .extracting(Difference::name)
                .containsExactly(lock.toRealPath().toString());
        Files.delete(lock);
    }

    @Test
    void saysThatAHarnessHasForgottenABase() throws Exception {
        String id = world.supervisor()
                .bases()
                .get(world.repository, Optional.empty())
                .harnessSessionId();
        Path session = world.home.resolve("harness/scripted/sessions/" + id);
        Path aside = folder.resolve("aside");
        Files.move(session, aside);

        assertThat(kinds()).containsExactly(Kind.BASE_FORSAKEN);

        Files.move(aside, session);
    }

    @Test
    void deletesTemporaryFilesThatNobodyUsesAnyMore() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        Path turn = world.home.resolve("turns").resolve(report.turnId());
        Path ofTurn = Files.createDirectories(turn.resolve("tmp/deep"));
        Path ofSetup = Files.createDirectories(turn.resolve("setup.run"));
        Path trash = Files.createDirectories(world.home.resolve("worktrees/app/.kugetsu-trash/s-1-x/src"));
        Path draft = Files.createDirectories(world.home.resolve("harness/scripted/sessions/.fork_1"));
        age(draft);

        assertThat(world.audit()).hasSize(4).extracting(Difference::kind).containsOnly(Kind.TEMPORARY);
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(repair.left()).isEmpty();
        assertThat(List.of(ofTurn, ofSetup, trash, draft)).noneMatch(Files::exists);
    }

    /// Its owner lives: it is this very process.
    @Test
    void leavesTheTrashOfARemovalThatIsUnderWay() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        world.supervisor().sessions().kill(world.ref(ISSUE));
        world.change("UPDATE sessions SET operation = 'CLEARING', operation_owner = '"
                + SystemProcesses.detect().current() + "' WHERE session_id = '" + report.sessionId() + "'");
        Path trash = Files.createDirectories(world.home.resolve("worktrees/app/.kugetsu-trash/s-1-x"));

        assertThat(world.audit()).extracting(Difference::kind).doesNotContain(Kind.TEMPORARY);

        Files.delete(trash);
        world.change("UPDATE sessions SET operation = NULL, operation_owner = NULL");
    }

    @Test
    void deletesWhatADaemonThatIsGoneHasLeft() throws Exception {
        Path handshake = Files.writeString(
                world.home.resolve("daemon.json"), "{\"pid\":1,\"start_ticks\":1,\"boot_id\":\"an-earlier-boot\"}");
        Path socket = world.home.resolve("daemon.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();

        assertThat(world.audit()).extracting(Difference::name).containsExactly(handshake.toString(), socket.toString());
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(repair.left()).isEmpty();
        assertThat(handshake).doesNotExist();
        assertThat(socket).doesNotExist();
    }

    @Test
    void leavesALivingDaemonAlone() throws Exception {
        ProcessIdentity us = SystemProcesses.detect().current();
        Path handshake = Files.writeString(
                world.home.resolve("daemon.json"),
                "{\"pid\":%d,\"start_ticks\":%d,\"boot_id\":\"%s\"}".formatted(us.pid(), us.startTicks(), us.bootId()));
        Path socket = world.home.resolve("daemon.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertThat(world.audit()).isEmpty();
        }
        Files.delete(handshake);
        Files.delete(socket);
    }

    @Test
    void repairsOnlyWhatIsNamed() throws Exception {
        Path first = Files.createDirectories(world.home.resolve("worktrees/app/s-first"));
        Path second = Files.createDirectories(world.home.resolve("worktrees/app/s-second"));
        List<Difference> named = world.audit().stream()
                .filter(difference -> difference.name().equals(first.toString()))
                .toList();

        world.supervisor().audit().fix(named);

        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(world.supervisor().audit().fix(world.audit()).left()).isEmpty();
    }

    private Difference only(Kind kind, String name) {
        List<Difference> found = world.audit();
        assertThat(found).extracting(Difference::kind).containsExactly(kind);
        assertThat(found.getFirst().name()).isEqualTo(name);
        return found.getFirst();
    }

    private Set<Kind> kinds() {
        return world.audit().stream().map(Difference::kind).collect(Collectors.toSet());
    }

    private void assertMends(Difference difference) {
        assertThat(difference.repair()).isPresent();
        Repair repair = world.supervisor().audit().fix(List.of(difference));

        assertThat(repair.refusals()).isEmpty();
        assertThat(repair.mended()).containsExactly(difference);
        assertThat(repair.left()).isEmpty();
        assertThat(world.supervisor().audit().fix(List.of(difference)).mended())
                .as("a second time there is nothing to do")
                .isEmpty();
    }

    private void assertLeavesToAPerson(Difference difference) {
        assertThat(difference.repair()).isEmpty();
        assertThat(difference.next()).isPresent();
        Repair repair = world.supervisor().audit().fix(List.of(difference));

        assertThat(repair.mended()).isEmpty();
        assertThat(repair.left()).containsExactly(difference);
    }

    private static Process stray(String turn) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().put("KUGETSU_TURN_ID", turn);
        return builder.start();
    }

    private static void age(Path path) throws Exception {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    private static void remove(Path root) throws Exception {
        try (var files = Files.walk(root)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
