package dev.kugetsu.supervisor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.budget.Overrun.Scope;
import dev.kugetsu.supervisor.config.Settings.Budget;
import dev.kugetsu.supervisor.config.Settings.Budgets;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetBookTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-03-01T22:30:00Z");
    private static final Budget UNLIMITED = new Budget(Optional.empty(), Optional.empty());
    private static final SessionId SESSION = new SessionId("s-1");
    private static final ProjectId PROJECT = new ProjectId("app");

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void spend() {
        KugetsuHome home = new KugetsuHome(folder.resolve("home"));
        home.create();
        store = Store.open(home);
        store.write(handle -> {
            SpendingDao spendings = handle.attach(SpendingDao.class);
            spendings.add(spending("t-1", "s-1", 10));
            spendings.add(spending("t-1", "s-1", 5));
            spendings.settle(spending("t-2", "s-2", 100), NOW.minusSeconds(60));
            spendings.settle(spending("t-3", "s-2", 1000), Instant.parse("2026-02-28T22:59:59Z"));
            spendings.add(spending("t-4", "s-2", 1));
            spendings.settle(spending("t-4", "s-2", 200), Instant.parse("2026-02-28T23:00:00Z"));
            return true;
        });
    }

    @Test
    void sumsUpWhatASessionHasSpentSoFar() {
        assertThat(find(tokens(16), UNLIMITED, UNLIMITED)).isEmpty();
        assertThat(find(tokens(15), UNLIMITED, UNLIMITED)).map(Overrun::scope).contains(Scope.SESSION);
    }

    @Test
    void sumsUpWhatAProjectHasSpent() {
        assertThat(find(UNLIMITED, tokens(1316), UNLIMITED)).isEmpty();
        assertThat(find(UNLIMITED, tokens(1315), UNLIMITED)).map(Overrun::scope).contains(Scope.PROJECT);
    }

    @Test
    void countsADayFromMidnightToMidnightWhereTheMachineIs() {
        assertThat(find(UNLIMITED, UNLIMITED, tokens(316))).isEmpty();

        Overrun overrun = find(UNLIMITED, UNLIMITED, tokens(315)).orElseThrow();

        assertThat(overrun.scope()).isEqualTo(Scope.DAY);
        assertThat(overrun.until()).contains(Instant.parse("2026-03-01T23:00:00Z"));
    }

    private Optional<Overrun> find(Budget session, Budget project, Budget day) {
        BudgetBook book = new BudgetBook(new Budgets(session, project, day), ZONE);
        return store.read(handle -> book.find(handle, SESSION, PROJECT, NOW));
    }

    private static Budget tokens(long most) {
        return new Budget(Optional.empty(), Optional.of(most));
    }

    private static Spending spending(String turn, String session, long tokens) {
        return new Spending(new TurnId(turn), 1, new SessionId(session), PROJECT, "scripted", tokens, 0, 0);
    }
}
