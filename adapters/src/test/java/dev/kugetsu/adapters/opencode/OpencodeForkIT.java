package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.modelserver.ModelRequest;
import dev.kugetsu.adapters.modelserver.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Forks of the real opencode into worktrees. One home for all: a fresh one costs seconds.
@TestInstance(Lifecycle.PER_CLASS)
class OpencodeForkIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private OpencodeScene scene;
    private HarnessSessionId common;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        scene = new OpencodeScene(folder);
        common = base("common ground");
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void worksInItsWorktreeWithTheHistoryOfItsBase() throws Exception {
        Path worktree = scene.worktree("fork");
        HarnessSessionId base = base("the ids ses_1 and msg_2 are mentioned");
        scene.model.on("where are you", Reply.bash("pwd > where.txt"), Reply.text("here"));
        int requests = scene.model.requests().size();

        HarnessSessionId fork = scene.fork("history", base, worktree);
        int requestsOfTheFork = scene.model.requests().size() - requests;
        OpencodeScene.Ended turn = scene.run(scene.turn(worktree, "where are you", fork));

        assertThat(requestsOfTheFork).isZero();
        assertThat(turn.session()).isEqualTo(fork);
        assertThat(turn.outcome().text()).isEqualTo("here");
        assertThat(turn.outcome().usage()).isEqualTo(new Usage(200, 20, new BigDecimal("0.00024")));
        assertThat(worktree.resolve("where.txt")).hasContent(worktree.toString());
        assertThat(scene.repository.resolve("where.txt")).doesNotExist();
        ModelRequest first = scene.model.requests("where are you").getFirst();
        assertThat(first.texts("user")).containsExactly("the ids ses_1 and msg_2 are mentioned", "where are you");
        assertThat(first.texts("assistant")).containsExactly("noted");
        assertThat(scene.git(worktree, "status", "--porcelain", "--ignored")).isEqualTo("?? where.txt\n");
    }

    @Test
    void leavesItsBaseAsItWasAndIsListedWithItsOwnFolder() throws Exception {
        Path worktree = scene.worktree("untouched");
        HarnessSessionId base = base("stay as you are");

        HarnessSessionId fork = scene.fork("untouched", base, worktree);
        scene.run(scene.turn(worktree, "only in the fork", fork));
        scene.run(scene.turn(scene.repository, "and you", base));

        assertThat(scene.model.requests("and you").getLast().texts("user"))
                .containsExactly("stay as you are", "and you");
        assertThat(scene.harness.listSessions(worktree))
                .extracting(HarnessSession::id, HarnessSession::directory)
                .contains(tuple(base, scene.repository), tuple(fork, worktree));
    }

    @Test
    void needsItsPermissionsInEveryTurnAndGetsThem() throws Exception {
        Path worktree = scene.worktree("allowed");
        Path outside = Files.createDirectories(scene.root.resolve("outside"));
        List<PermissionRule> rules = List.of(PermissionRule.allow("external_directory:" + outside + "/*"));
        scene.model.on("write it outside", Reply.write(outside + "/b.txt", "b"), Reply.text("written"));
        HarnessSessionId fork = scene.fork("allowed", common, worktree);
        OpencodeScene.Ended without = scene.run(scene.turn(worktree, "write it outside", fork));
        OpencodeScene.Ended with = scene.run(scene.turn(worktree, "write it outside", Optional.of(fork), rules));

        assertThat(without.outcome().status()).isEqualTo(Status.BLOCKED);
        assertThat(with.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outside.resolve("b.txt")).hasContent("b");
    }

    @Test
    void copiesAHistoryOfTenMebibytes() throws Exception {
        Path worktree = scene.worktree("large");
        String large = "remember 0123456789\n".repeat(10 * (1 << 20) / 20);
        scene.model.on("how much do you know", Reply.text("a lot"));
        HarnessSessionId base = base(large);

        HarnessSessionId fork = scene.fork("large", base, worktree);
        OpencodeScene.Ended turn = scene.run(scene.turn(worktree, "how much do you know", fork));

        assertThat(turn.outcome().text()).isEqualTo("a lot");
        assertThat(scene.model.requests("how much do you know").getLast().texts("user"))
                .containsExactly(large, "how much do you know");
    }

    @Test
    void copiesABaseThatWasStoppedInTheMiddleOfATool() throws Exception {
        Path worktree = scene.worktree("dangling");
        scene.model
                .on("fall asleep", Reply.bash("touch asleep; sleep 300"), Reply.text("slept"))
                .on("carry on", Reply.text("carried on"));
        RunningTurn stopped = scene.harness.start(scene.turn(scene.repository, "fall asleep"));
        await().atMost(SOON).until(() -> Files.exists(scene.repository.resolve("asleep")));
        stopped.stop(StopReason.REQUESTED, Duration.ofSeconds(5));
        HarnessSessionId base = scene.await(stopped).session();
        Files.delete(scene.repository.resolve("asleep"));

        HarnessSessionId fork = scene.fork("dangling", base, worktree);
        OpencodeScene.Ended turn = scene.run(scene.turn(worktree, "carry on", fork));

        assertThat(turn.outcome().text()).isEqualTo("carried on");
        assertThat(scene.model.requests("carry on").getLast().texts("user")).contains("fall asleep");
    }

    @Test
    void givesAForkSubagentsOfItsOwn() throws Exception {
        Path worktree = scene.worktree("subagent");
        scene.model
                .on("look around", Reply.text("looked"))
                .on("send somebody", task("look around"), Reply.text("sent"));
        HarnessSessionId base =
                scene.run(scene.turn(scene.repository, "send somebody")).session();
        String subagent =
                scene.model.requests("send somebody").getLast().texts("tool").getFirst();

        HarnessSessionId fork = scene.fork("subagent", base, worktree);
        scene.run(scene.turn(worktree, "what came of it", fork));

        String copied =
                scene.model.requests("what came of it").getLast().texts("tool").getFirst();
        assertThat(subagent).contains("looked").contains("ses_");
        assertThat(copied).contains("looked").contains("ses_").isNotEqualTo(subagent);
    }

    @Test
    void finishesAForkThatWasInterruptedAfterItsExport() throws Exception {
        HarnessSessionId base = base("half made");
        Path worktree = scene.root.resolve("worktrees/half");

        assertThatThrownBy(() -> scene.fork("half", base, worktree)).isInstanceOf(HarnessException.class);
        scene.worktree("half");
        scene.run(scene.turn(scene.repository, "grown since", base));
        HarnessSessionId fork = scene.fork("half", base, worktree);
        scene.run(scene.turn(worktree, "are you whole", fork));

        assertThat(scene.fork("half", base, worktree)).isEqualTo(fork);
        assertThat(scene.model.requests("are you whole").getLast().texts("user"))
                .containsExactly("half made", "are you whole");
    }

    @Test
    void deletesASessionWhoseFolderIsGone() throws Exception {
        Path worktree = scene.worktree("deleted");
        HarnessSessionId fork = scene.fork("deleted", common, worktree);
        scene.git(scene.repository, "worktree", "remove", worktree.toString());

        scene.harness.deleteSession(fork, worktree);
        scene.harness.discardFork("deleted", worktree);

        assertThat(scene.harness.listSessions(scene.repository))
                .extracting(HarnessSession::id)
                .doesNotContain(fork);
    }

    @Test
    void forksManyAtOnce() throws Exception {
        List<String> names = List.of("many-1", "many-2", "many-3", "many-4");
        for (String name : names) {
            scene.worktree(name);
        }

        List<HarnessSessionId> forks =
                names.parallelStream().map(this::forkCommon).toList();

        assertThat(forks).doesNotHaveDuplicates();
        assertThat(scene.harness.listSessions(scene.repository))
                .extracting(HarnessSession::id)
                .containsAll(forks);
    }

    private HarnessSessionId forkCommon(String name) {
        try {
            return scene.fork(name, common, scene.root.resolve("worktrees").resolve(name));
        } catch (HarnessException e) {
            throw new AssertionError(e);
        }
    }

    private HarnessSessionId base(String prompt) throws HarnessException, InterruptedException, IOException {
        scene.model.on(prompt, Reply.text("noted"));
        return scene.run(scene.turn(scene.repository, prompt)).session();
    }

    private static Reply task(String prompt) {
        return Reply.tool("task", Map.of("description", "look", "prompt", prompt, "subagent_type", "general"));
    }
}
