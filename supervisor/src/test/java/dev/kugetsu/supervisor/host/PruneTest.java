package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneTest {

    @AutoClose
    private final World world;

    PruneTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void init() {
        world.init();
    }

    @Test
    void findsNothingWhereNothingIsLeftOver() {
        world.start(ISSUE, "say hello");

        assertThat(plan()).isEmpty();
    }

    @Test
    void endsASessionWhoseWorktreeWasDeletedByHandAndKeepsItsCommits() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x");
        deleteTree(Path.of(report.worktree()));

        assertThat(plan()).extracting(PruneItem::kind).containsExactly("session");
        assertThat(world.list(Scope.LIVE)).as("a plan changes nothing").hasSize(1);
        PruneReport pruned = prune();

        assertThat(pruned.removed())
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).contains("its worktree is gone"));
        assertThat(world.list(Scope.LIVE)).isEmpty();
        assertThat(world.worktrees()).hasSize(1);
        assertThat(world.branches()).contains("kugetsu/acme-app-42");
    }

    @Test
    void endsASessionThatItsHarnessHasForgottenAndPreservesItsWork() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        deleteHarnessSession(report.harnessSessionId().orElseThrow());

        PruneReport pruned = prune();

        assertThat(pruned.removed()).extracting(PrunedItem::kind).containsExactly("session");
        assertThat(Path.of(report.worktree())).doesNotExist();
        assertThat(world.git("for-each-ref", "--format=%(refname)", "refs/kugetsu/preserved")
                        .strip())
                .startsWith("refs/kugetsu/preserved/" + report.sessionId())
                .isEqualTo(pruned.removed().getFirst().preservedRef().orElseThrow());
    }

    @Test
    void removesTheFolderOfATurnThatNobodyKnowsOnceItIsNoNewborn() throws IOException {
        Path stray = Files.createDirectory(world.home.resolve("turns/t-stray000"));
        assertThat(plan()).isEmpty();

        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        assertThat(prune().removed()).extracting(PrunedItem::name).containsExactly(stray.toString());
        assertThat(stray).doesNotExist();
    }

    @Test
    void forgetsSavedWorkAndRecordsWhoseTimeIsOver() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        assertThat(plan()).isEmpty();

        world.environment.put("KUGETSU_RETENTION_PRESERVED_AGE", "1ms");
        world.environment.put("KUGETSU_RETENTION_TURN_FOLDERS", "1ms");
        world.reopen();
        List<PrunedItem> items = prune().removed();

        assertThat(items).extracting(PrunedItem::kind).contains("preserved", "turn_folder");
        assertThat(world.git("for-each-ref", "refs/kugetsu/preserved")).isEmpty();
        assertThat(world.home.resolve("turns").resolve(report.turnId())).doesNotExist();
    }

    @Test
    void removesTheBranchOfAnEndedSessionOnceItIsMerged() throws Exception {
        world.start(ISSUE, "write a.txt x", "commit x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.git("update-ref", "refs/remotes/origin/main", "main");
        assertThat(plan()).isEmpty();

        world.git("update-ref", "refs/remotes/origin/main", "kugetsu/acme-app-42");

        assertThat(prune().removed()).extracting(PrunedItem::kind).containsExactly("branch");
        assertThat(world.branches()).containsExactly("main");
    }

    @Test
    void neverTouchesTheBaseNorWhatAnotherHomeOwns() throws Exception {
        world.start(ISSUE, "say hello");
        try (World other = World.sharing(world, world.folder.resolve("other"))) {
            other.init();
            other.start("#43", "say hello");

            assertThat(plan()).isEmpty();
            assertThat(other.supervisor().housekeeping().planPrune().items()).isEmpty();
        }
        assertThat(world.supervisor().bases().get(world.repository, java.util.Optional.empty()))
                .isNotNull();
    }

    @Test
    void forgetsASessionWhoseHalfMadeWorktreeStayedBehind() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        endWithItsWorktreeLeftBehind();
        world.environment.put("KUGETSU_RETENTION_ENDED_SESSIONS", "1ms");
        world.reopen();

        PruneReport pruned = prune();

        assertThat(pruned.kept()).isEmpty();
        assertThat(pruned.removed()).extracting(PrunedItem::kind).containsOnly("worktree", "record");
        assertThat(Path.of(report.worktree())).doesNotExist();
        assertThat(world.list(Scope.ALL)).isEmpty();
    }

    /// The owner that the record names is alive: it is this very process.
    @Test
    void doesNotForgetASessionThatIsBeingBroughtBack() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.environment.put("KUGETSU_RETENTION_ENDED_SESSIONS", "1ms");
        world.reopen();
        PrunePlan plan = world.supervisor().housekeeping().planPrune();
        world.change("UPDATE sessions SET operation = 'REVIVING', operation_owner = '"
                + SystemProcesses.detect().current() + "' WHERE session_id = '" + report.sessionId() + "'");

        PruneReport pruned = world.supervisor().housekeeping().prune(plan);

        assertThat(pruned.kept())
                .extracting(PruneItem::reason)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("is about to be");
        assertThat(world.select("SELECT session_id FROM worktrees")).contains(report.sessionId());
        world.change("UPDATE sessions SET operation = NULL, operation_owner = NULL");
    }

    @Test
    void doesNotForgetASessionWhoseFolderIsStillThere() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        Files.createDirectories(Path.of(report.worktree()));
        world.allow(Kind.WORKTREE_FOLDER_UNOWNED);
        world.environment.put("KUGETSU_RETENTION_ENDED_SESSIONS", "1ms");
        world.reopen();

        PruneReport pruned = prune();

        assertThat(pruned.kept())
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).contains("still has its worktree"));
        assertThat(world.list(Scope.ALL)).hasSize(1);
        assertThat(world.home.resolve("turns").resolve(report.turnId())).exists();
    }

    @Test
    void passesOverASessionOfAHarnessThatIsNoLongerConfigured() throws Exception {
        world.start(ISSUE, "say hello");
        world.change("UPDATE sessions SET harness = 'gone'");
        Path stray = Files.createDirectory(world.home.resolve("turns/t-stray000"));
        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        assertThat(prune().removed()).extracting(PrunedItem::kind).containsExactly("turn_folder");
        assertThat(world.list(Scope.LIVE)).hasSize(1);
    }

    @Test
    void passesOverSessionsOfARepositoryThatIsNotThere() throws Exception {
        world.start(ISSUE, "say hello");
        Path aside = world.folder.resolve("aside");
        Files.move(world.repository, aside);
        try {
            assertThat(plan()).isEmpty();
        } finally {
            Files.move(aside, world.repository);
        }
    }

    /// As a turn leaves it that was undone but whose worktree could not be discarded.
    private void endWithItsWorktreeLeftBehind() {
        world.change("UPDATE sessions SET ended_at = 1, end_reason = 'undone' WHERE kind = 'ISSUE'");
        world.change("UPDATE worktrees SET state = 'CREATING'");
    }

    @Test
    void findsWhatIsLeftBehindInAHomeThatALinkLeadsTo() throws Exception {
        Path link = Files.createSymbolicLink(
                world.folder.resolve("link"), Files.createDirectories(world.folder.resolve("real")));
        try (World linked = World.sharing(world, link.resolve("home"))) {
            linked.init();
            linked.allow(Kind.WORKTREE_UNOWNED);
            TurnReport report = linked.start("#43", "say hello");
            linked.change("UPDATE sessions SET ended_at = 1, end_reason = 'undone' WHERE kind = 'ISSUE'");

            PrunePlan plan = linked.supervisor().housekeeping().planPrune();
            assertThat(plan.items())
                    .extracting(PruneItem::kind, PruneItem::name)
                    .contains(tuple(
                            "worktree", Path.of(report.worktree()).toRealPath().toString()));
        }
    }

    @Test
    void removesTheFoldersOfAllButTheLastTurnOfALiveSession() throws Exception {
        TurnReport first = world.start(ISSUE, "say hello");
        world.environment.put("KUGETSU_RETENTION_TURN_FOLDERS", "1h");
        world.reopen();
        TurnReport last = world.continueSession(ISSUE, "say more");
        assertThat(plan()).isEmpty();

        world.change("UPDATE turns SET ended_at = 1");

        assertThat(prune().removed())
                .extracting(PrunedItem::name)
                .containsExactly(turnFolder(first).toString());
        assertThat(turnFolder(first)).doesNotExist();
        assertThat(turnFolder(last)).exists();
    }

    @Test
    void remembersASessionAsLongAsItsWorkIsSaved() throws Exception {
        TurnReport report = world.start(ISSUE, "write a.txt x");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.environment.put("KUGETSU_RETENTION_ENDED_SESSIONS", "1ms");
        world.reopen();

        assertThat(prune().removed()).extracting(PrunedItem::name).doesNotContain(report.sessionId());

        world.environment.put("KUGETSU_RETENTION_PRESERVED_AGE", "1ms");
        world.reopen();
        assertThat(prune().removed()).extracting(PrunedItem::kind).containsExactly("preserved");
        assertThat(prune().removed()).extracting(PrunedItem::name).containsExactly(report.sessionId());
        assertThat(world.git("for-each-ref", "refs/kugetsu/preserved")).isEmpty();
    }

    private Path turnFolder(TurnReport report) {
        return world.home.resolve("turns").resolve(report.turnId());
    }

    private List<PruneItem> plan() {
        return world.supervisor().housekeeping().planPrune().items();
    }

    private PruneReport prune() {
        PrunePlan plan = world.supervisor().housekeeping().planPrune();
        return world.supervisor().housekeeping().prune(plan);
    }

    private void deleteHarnessSession(String id) throws IOException {
        try (var files = Files.walk(world.home.resolve("harness/scripted"))) {
            List<Path> found = files.filter(
                            path -> path.getFileName().toString().contains(id))
                    .toList();
            assertThat(found).isNotEmpty();
            for (Path path : found) {
                deleteTree(path);
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
