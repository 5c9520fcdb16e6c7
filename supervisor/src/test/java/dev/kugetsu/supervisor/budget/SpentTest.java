package dev.kugetsu.supervisor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.config.Settings.Budget;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpentTest {

    private static final Spent SPENT = new Spent(1000, 2_500_000_000L);

    @Test
    void leavesSomethingBelowTheLimit() {
        assertThat(SPENT.findReached(budget("2.51", 1001))).isEmpty();
        assertThat(SPENT.findReached(new Budget(Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void namesTheFigures() {
        assertThat(SPENT.findReached(budget("2.5", 1001))).contains("2.5 USD are spent of 2.5 USD");
        assertThat(SPENT.findReached(budget("9", 1000))).contains("1000 tokens are spent of 1000");
    }

    private static Budget budget(String usd, long tokens) {
        return new Budget(Optional.of(new BigDecimal(usd)), Optional.of(tokens));
    }
}
