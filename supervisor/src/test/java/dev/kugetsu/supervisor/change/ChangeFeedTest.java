package dev.kugetsu.supervisor.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.Changes.Change;
import dev.kugetsu.supervisor.Changes.Ended;
import dev.kugetsu.supervisor.Changes.Filter;
import dev.kugetsu.supervisor.Changes.Output;
import dev.kugetsu.supervisor.Changes.Said;
import dev.kugetsu.supervisor.Changes.Subscription;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFeedTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private LoggedHome home;

    @BeforeEach
    void open() {
        home = new LoggedHome(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void handsOverWhatIsStoredAndThenWhatComesOnceAndInOrder() throws Exception {
        home.append(1, 1300);
        try (Subscription<Change> changes = home.log().subscribe(Filter.NONE, Optional.of(Cursor.BEGINNING))) {
            List<Change> heard = new ArrayList<>(changes.take(SOON));
            home.append(1301, 1500);

            while (heard.size() < 1500) {
                heard.addAll(changes.take(SOON));
            }

            assertThat(heard.stream().map(change -> change.cursor().position()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 1500).boxed().toList());
        }
    }

    @Test
    void hearsWhatAnotherProcessWritesEvenWhileItIsStoredAndReplayed() throws Exception {
        LoggedHome other = new LoggedHome(folder);
        Thread writer =
                Thread.ofVirtual().start(() -> IntStream.rangeClosed(1, 400).forEach(i -> other.append(i, i)));
        try (Subscription<Change> changes = home.log().subscribe(Filter.NONE, Optional.of(Cursor.BEGINNING))) {
            List<Long> heard = new ArrayList<>();

            while (heard.size() < 400) {
                changes.take(SOON).forEach(change -> heard.add(change.cursor().position()));
            }

            assertThat(heard)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 400).boxed().toList());
        }
        writer.join();
        other.close();
    }

    @Test
    void beginsWithWhatIsNewWithoutACursor() throws Exception {
        home.append(1, 3);
        try (Subscription<Change> changes = home.log().subscribe(Filter.NONE, Optional.empty())) {
            assertThat(changes.take(Duration.ZERO)).isEmpty();
            home.append(4, 4);

            assertThat(changes.take(SOON)).extracting(Change::cursor).containsExactly(new Cursor(4));
        }
    }

    @Test
    void hearsOnlyOfTheProjectAndTheSessionThatAreAskedFor() throws Exception {
        home.append("other", "s-2");
        home.append("app", "s-1");
        Filter filter = new Filter(Optional.of(new ProjectId("app")), Optional.of(new SessionId("s-1")));
        try (Subscription<Change> changes = home.log().subscribe(filter, Optional.of(Cursor.BEGINNING))) {
            List<Change> stored = changes.take(SOON);
            home.append("app", "s-2");
            home.append("other", "s-1");
            home.append("app", "s-1");

            assertThat(stored).extracting(Change::cursor).containsExactly(new Cursor(2));
            assertThat(changes.take(SOON)).extracting(Change::cursor).containsExactly(new Cursor(5));
        }
    }

    @Test
    void endsTheSubscriptionOfAReaderWhoIsTooSlowAndNoOther() throws Exception {
        try (Subscription<Change> slow = home.log().subscribe(Filter.NONE, Optional.empty());
                Subscription<Change> quick = home.log().subscribe(Filter.NONE, Optional.empty())) {
            slow.take(Duration.ZERO);
            quick.take(Duration.ZERO);
            List<Change> heard = new ArrayList<>();
            for (int batch = 0; batch < 3; batch++) {
                home.append(batch * 500 + 1, batch * 500 + 500);
                while (heard.size() < batch * 500 + 500) {
                    heard.addAll(quick.take(SOON));
                }
            }

            await().untilAsserted(() -> assertThat(slow.isOver()).isTrue());
            assertThat(slow.take(SOON)).isEmpty();
            assertThat(quick.isOver()).isFalse();
            assertThat(heard).hasSize(1500);
        }
    }

    @Test
    void goesOnBehindAStateThatOnlyANewerKugetsuKnows() throws Exception {
        home.turn("t-1", "RUNNING");
        try (Subscription<Output> output = home.log().subscribeOutput(home.ref("t-1"), Optional.empty())) {
            assertThat(output.take(Duration.ZERO)).isEmpty();
            home.execute("INSERT INTO change_log (at, kind, project_id, session_id, turn_id, payload) "
                    + "VALUES (1, 'turn_updated', 'p-t-1', 's-t-1', 't-1', '{\"state\": \"HIBERNATING\"}')");
            home.say("t-1", 1);

            assertThat(output.take(SOON)).hasSize(1);
        }
    }

    @Test
    void refusesAPlaceInTheOutputOfATurnThatNeverWas() {
        home.turn("t-1", "RUNNING");
        home.say("t-1", 1);

        assertThat(home.log().listOutput(home.ref("t-1"), new Cursor(1), 10)).isEmpty();
        assertThatThrownBy(() -> home.log().listOutput(home.ref("t-1"), new Cursor(2), 10))
                .hasMessageContaining("of another home");
        assertThatThrownBy(() -> home.log().subscribeOutput(home.ref("t-1"), Optional.of(new Cursor(2))))
                .hasMessageContaining("of another home");
    }

    @Test
    void refusesAPlaceThatIsNotKeptOrNeverWas() {
        home.append(1, 10);
        home.execute("DELETE FROM change_log WHERE seq <= 4");

        assertThat(home.log().list(Filter.NONE, new Cursor(4), 100)).hasSize(6);
        assertThatThrownBy(() -> home.log().list(Filter.NONE, new Cursor(3), 100))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.GONE))
                .hasMessageContaining("lowest cursor is 4");
        assertThatThrownBy(() -> home.log().subscribe(Filter.NONE, Optional.of(new Cursor(11))))
                .isInstanceOfSatisfying(
                        KugetsuException.class,
                        e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.INVALID_INPUT));
        home.execute("DELETE FROM change_log");
        assertThat(home.log().list(Filter.NONE, new Cursor(10), 100)).isEmpty();
    }

    @Test
    void endsTheOutputOfATurnAfterItsLastWord() throws Exception {
        home.turn("t-1", "RUNNING");
        home.turn("t-2", "RUNNING");
        home.say("t-1", 1);
        try (Subscription<Output> output = home.log().subscribeOutput(home.ref("t-1"), Optional.empty())) {
            List<Output> heard = new ArrayList<>(output.take(SOON));
            home.say("t-2", 1);
            home.say("t-1", 2);
            home.execute("UPDATE turns SET state = 'SUCCEEDED' WHERE turn_id = 't-1'");

            while (!output.isOver()) {
                heard.addAll(output.take(SOON));
            }

            assertThat(heard).hasSize(3);
            assertThat(heard.subList(0, 2))
                    .allSatisfy(said -> assertThat(((Said) said).turn()).isEqualTo(new TurnId("t-1")));
            assertThat(heard.getLast()).isEqualTo(new Ended(new TurnId("t-1"), Outcome.SUCCEEDED));
        }
    }

    @Test
    void replaysTheOutputOfATurnThatIsOver() throws Exception {
        home.turn("t-1", "RUNNING");
        IntStream.rangeClosed(1, 700).forEach(i -> home.say("t-1", i));
        home.execute("UPDATE turns SET state = 'BLOCKED' WHERE turn_id = 't-1'");
        try (Subscription<Output> output = home.log().subscribeOutput(home.ref("t-1"), Optional.of(new Cursor(600)))) {
            List<Output> heard = new ArrayList<>();

            while (!output.isOver()) {
                heard.addAll(output.take(SOON));
            }

            assertThat(heard).hasSize(101);
            assertThat(heard.getLast()).isEqualTo(new Ended(new TurnId("t-1"), Outcome.BLOCKED));
        }
    }

    @Test
    void endsAllSubscriptionsWhenItIsClosed() throws Exception {
        try (Subscription<Change> changes = home.log().subscribe(Filter.NONE, Optional.empty())) {
            Thread closing = Thread.ofVirtual().start(home::close);

            assertThat(changes.take(SOON)).isEmpty();

            closing.join();
            assertThat(changes.isOver()).isTrue();
        }
    }
}
