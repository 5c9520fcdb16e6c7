package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is worth a look is told. A limit of minutes stands for every wait that only a notice can end in time.
@Timeout(60)
class LookoutTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    /// Promises and never tells.
    private static final Notice SILENT = new Notice() {

        @Override
        public boolean isKept() {
            return true;
        }

        @Override
        public void close() {
            // holds nothing
        }
    };

    @TempDir
    Path root;

    private final Signal signal = new Signal();
    private final List<ProcessHandle> strangers = new ArrayList<>();
    private Scene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new Scene(root);
    }

    @AfterEach
    void close() throws InterruptedException {
        strangers.forEach(ProcessHandle::destroyForcibly);
        scene.endAll();
    }

    @Test
    void tellsOfAFileThatIsWrittenAndOfOneThatIsRenamedIntoTheFolder() throws Exception {
        Path folder = Files.createDirectory(root.resolve("folder"));
        Files.createFile(folder.resolve("stdout"));
        Files.createFile(root.resolve("exit"));

        try (Notice notice = new FolderWatch().follow(folder, signal)) {
            assertThat(notice.isKept()).isTrue();
            Files.writeString(folder.resolve("stdout"), "a line");
            assertThat(signal.await(LONG)).isTrue();
            signal.await(Duration.ofMillis(50)); // what else that write has told

            Files.move(root.resolve("exit"), folder.resolve("exit"));
            assertThat(signal.await(LONG)).isTrue();
        }
    }

    @Test
    void tellsEverybodyWhoFollowsAFolderUntilHeLeaves() throws Exception {
        Path folder = Files.createDirectory(root.resolve("folder"));
        FolderWatch watch = new FolderWatch();
        Signal other = new Signal();

        Notice first = watch.follow(folder, signal);
        try (Notice second = watch.follow(folder, other)) {
            Files.createFile(folder.resolve("a"));
            assertThat(signal.await(LONG)).isTrue();
            assertThat(other.await(LONG)).isTrue();
            first.close();
            Files.createFile(folder.resolve("b"));
            assertThat(other.await(LONG)).isTrue();
            assertThat(second.isKept()).isTrue();
        }
    }

    @Test
    void aFolderThatIsGoneIsNotWatched() throws Exception {
        FolderWatch watch = new FolderWatch();
        Path folder = Files.createDirectory(root.resolve("folder"));

        try (Notice notice = watch.follow(folder, signal)) {
            Files.delete(folder);
            assertThat(signal.await(LONG)).isTrue();
            assertThat(notice.isKept()).isFalse();
            assertThat(watch.follow(folder, new Signal()).isKept()).isFalse();
        }
    }

    @Test
    void tellsOfTheEndOfAChildAndOfAnyOtherProcess() throws Exception {
        ExitWatch exits = new ExitWatch();
        Process child = new ProcessBuilder("sleep", "600").start();
        strangers.add(child.toHandle());
        ProcessIdentity stranger = stranger();

        Signal ofStranger = new Signal();
        try (Notice childs = exits.follow(identity(child.pid()), signal);
                Notice other = exits.follow(stranger, ofStranger)) {
            Awaitility.await().until(() -> childs.isKept() && other.isKept());
            ofStranger.await(Duration.ofMillis(50)); // that the notice is kept is told too

            child.destroyForcibly();
            ProcessHandle.of(stranger.pid()).orElseThrow().destroyForcibly();

            assertThat(signal.await(LONG)).isTrue();
            assertThat(ofStranger.await(LONG)).isTrue();
            assertThat(other.isKept()).isFalse();
        }
    }

    @Test
    void manyStrangersAreWaitedForByOneThread() throws Exception {
        PidfdWatch watch = new PidfdWatch();
        ProcessIdentity first = stranger();
        ProcessIdentity second = stranger();
        Signal other = new Signal();

        try (Notice one = watch.follow(first, signal)) {
            Awaitility.await().until(one::isKept);
            try (Notice two = watch.follow(second, other)) {
                Awaitility.await().until(two::isKept);
                assertThat(exitWatches()).isEqualTo(1);
                other.await(Duration.ofMillis(50));
                ProcessHandle.of(second.pid()).orElseThrow().destroyForcibly();
                assertThat(other.await(LONG)).isTrue();
            }
            assertThat(one.isKept()).isTrue();
            ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        }
        Awaitility.await().until(() -> exitWatches() == 0);
    }

    @Test
    void aTurnWhoseWrapperIsKilledIsLost() throws Exception {
        RunningTurn turn = scene.launch("touch ready; while :; do sleep 600; done");
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Status> status = executor.submit(() -> scene.await(turn).status());
            Awaitility.await().until(() -> Files.exists(scene.directory.resolve("ready")));

            ProcessHandle.of(turn.handle().process().pid()).orElseThrow().destroyForcibly();

            assertThat(status.get()).isEqualTo(Status.LOST);
        }
    }

    @Test
    void looksOftenWhereNobodyTells() throws Exception {
        try (Lookout lookout = new Lookout(signal, Notice.NONE, () -> Notice.NONE)) {
            restOften(lookout);
        }
    }

    @Test
    void looksOftenWhereOnlyChangesAreTold() throws Exception {
        try (Lookout lookout = new Lookout(signal, SILENT, () -> Notice.NONE)) {
            restOften(lookout);
        }
    }

    @Test
    void doesNotBelieveWhomItHasSeenToBeDeaf() throws Exception {
        try (Lookout lookout = new Lookout(signal, SILENT, () -> SILENT)) {
            lookout.rest(false, Duration.ofMillis(1));
            lookout.rest(true, Duration.ofMillis(1)); // nobody has told of what the look has found

            restOften(lookout);
        }
    }

    /// Would take minutes if everything were told.
    private static void restOften(Lookout lookout) throws InterruptedException {
        for (int looks = 0; looks < 30; looks++) {
            lookout.rest(false, LONG);
        }
    }

    private static long exitWatches() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("exit-watch"))
                .count();
    }

    /// A process that another one has started for us.
    private ProcessIdentity stranger() throws Exception {
        Process starter = new ProcessBuilder("sh", "-c", "setsid sleep 600 >/dev/null 2>&1 & echo $!").start();
        long pid = Long.parseLong(starter.inputReader().readLine());
        starter.waitFor();
        strangers.add(ProcessHandle.of(pid).orElseThrow());
        return identity(pid);
    }

    private ProcessIdentity identity(long pid) {
        return new ProcessIdentity(pid, 0, scene.processes.current().bootId());
    }
}
