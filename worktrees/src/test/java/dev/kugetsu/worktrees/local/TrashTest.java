package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {

    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    @Test
    void isFilledAndEmptiedByManyAtOnce() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Path worktree = folder.resolve("w-" + i);
                all.add(pool.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        for (int j = 0; j < 5; j++) {
                            Path deep = Files.createDirectories(worktree.resolve("a/b-" + j));
                            Files.writeString(deep.resolve("file"), "x");
                        }
                        Trash.beside(worktree).take(worktree);
                        Trash.beside(worktree).empty();
                    }
                    return true;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        Trash.beside(folder.resolve("w-0")).empty();
        assertThat(folder).isEmptyDirectory();
    }
}
