package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.modelserver.Reply;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A git hook runs us with variables that lead git to the repository of the hook.
class OpencodeFromAGitHookIT {

    @Test
    void theGitOfTheAgentWorksInItsOwnWorktree(@TempDir Path folder) throws Exception {
        Path repository = folder.toRealPath().resolve("repository");
        Map<String, String> hook = Map.of(
                "GIT_DIR", repository.resolve(".git").toString(),
                "GIT_INDEX_FILE", repository.resolve(".git/index").toString());
        try (OpencodeScene scene = new OpencodeScene(folder, hook)) {
            Path worktree = scene.worktree("hooked");
            scene.model.on("stage a file", Reply.bash("echo x > x.txt && git add x.txt"), Reply.text("done"));

            OpencodeScene.Ended turn = scene.run(scene.turn(worktree, "stage a file"));

            assertThat(turn.outcome().status()).isEqualTo(Status.SUCCEEDED);
            assertThat(scene.git(worktree, "status", "--porcelain")).isEqualTo("A  x.txt\n");
            assertThat(scene.git(scene.repository, "status", "--porcelain")).isEmpty();
        }
    }
}
