package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.modelserver.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The very first turns in a home where opencode has never run.
class OpencodeFirstRunIT {

    @Test
    void startsFourTurnsAtOnceInAFreshHome(@TempDir Path folder) throws Exception {
        try (OpencodeScene scene = new OpencodeScene(folder);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            scene.model.on("first of all", Reply.text("done"));
            List<Callable<RunningTurn>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Path worktree = scene.worktree("first-" + i);
                starts.add(() -> scene.harness.start(scene.turn(worktree, "first of all")));
            }

            List<OpencodeScene.Ended> turns = new ArrayList<>();
            for (Future<RunningTurn> started : executor.invokeAll(starts)) {
                turns.add(scene.await(started.get()));
            }

            assertThat(turns).extracting(turn -> turn.outcome().status()).containsOnly(Status.SUCCEEDED);
            assertThat(turns).extracting(OpencodeScene.Ended::session).doesNotHaveDuplicates();
        }
    }
}
