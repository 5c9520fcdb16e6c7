package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.cli.e2e.Stage.Result;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many processes at once on one home and one repository.
class ManyAtOnceIT {

    private static final int STARTS = 20;
    private static final int FILES = 2_000;
    private static final int LIMIT = 3;

    private Stage stage;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        stage = Stage.withRepository(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void startsTwentyAtOnceAndNeverRunsMoreTurnsThanTheLimit() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Path file = stage.repository.resolve("src/" + i / 100 + "/file-" + i + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content of " + i + "\n");
        }
        stage.git("add", ".");
        stage.git("commit", "-q", "-m", "Many files");
        stage.succeed("init", "--headless", "--message", "say I know this repository");
        stage.environment.put("KUGETSU_MAX_TURNS", Integer.toString(LIMIT));
        Files.createDirectories(stage.root.resolve("times"));

        List<Running> starts = IntStream.rangeClosed(1, STARTS)
                .mapToObj(n -> stage.spawn("start", "#" + n, script(n), "--json"))
                .toList();
        List<Result> results = starts.stream().map(Running::await).toList();

        for (int n = 1; n <= STARTS; n++) {
            assertWorked(n, results.get(n - 1));
        }
        assertThat(mostAtOnce()).isBetween(2, LIMIT);
        assertThat(stage.list())
                .hasSize(STARTS)
                .allSatisfy(
                        session -> assertThat(session.path("status").asText()).isEqualTo("idle"));
        assertThat(stage.git("status", "--porcelain", "--ignored")).isEmpty();
        assertThat(stage.git("worktree", "list").lines()).hasSize(STARTS + 1);
        stage.git("fsck", "--strict");
    }

    @Test
    void opensOneFreshHomeFiftyTimesAtOnce() {
        List<Running> opening = IntStream.range(0, 50)
                .mapToObj(n -> stage.spawn("list", "--json"))
                .toList();

        List<Result> results = opening.stream().map(Running::await).toList();

        assertThat(results).allSatisfy(result -> {
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(result.out().strip()).isEqualTo("[]");
            assertThat(result.err()).isEmpty();
        });
    }

    /// The times stand outside of the worktree, where they are no part of the work.
    private String script(int n) {
        Path times = stage.root.resolve("times/" + n);
        return """
                run date +%%s%%N >> %1$s
                write work-%2$d.txt done
                commit Work on %2$d
                sleep 0.3s
                run date +%%s%%N >> %1$s
                say done\
                """.formatted(times, n);
    }

    private void assertWorked(int n, Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).doesNotContainIgnoringCase("locked").doesNotContainIgnoringCase("busy");
        JsonNode turn = result.json();
        assertThat(turn.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(turn.at("/changes/commits").asInt()).isEqualTo(1);
        Path worktree = Path.of(turn.path("worktree").asText());
        assertThat(stage.gitIn(worktree, "status", "--porcelain", "--ignored")).isEmpty();
        assertThat(stage.gitIn(worktree, "diff", "--name-only", "main", "HEAD").strip())
                .isEqualTo("work-" + n + ".txt");
        assertThat(stage.gitIn(worktree, "branch", "--show-current").strip()).isEqualTo("kugetsu/acme-app-" + n);
    }

    private int mostAtOnce() {
        record Moment(long nanos, int change) {}
        List<Moment> moments = IntStream.rangeClosed(1, STARTS)
                .mapToObj(this::times)
                .peek(times -> assertThat(times).hasSize(2))
                .flatMap(times -> Stream.of(new Moment(times.getFirst(), 1), new Moment(times.getLast(), -1)))
                .sorted(Comparator.comparingLong(Moment::nanos).thenComparingInt(Moment::change))
                .toList();
        int running = 0;
        int most = 0;
        for (Moment moment : moments) {
            running += moment.change();
            most = Math.max(most, running);
        }
        return most;
    }

    private List<Long> times(int n) {
        try {
            return Files.readAllLines(stage.root.resolve("times/" + n)).stream()
                    .map(Long::parseLong)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
