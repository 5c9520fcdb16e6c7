package dev.kugetsu.supervisor.budget;

import dev.kugetsu.supervisor.config.Settings.Budget;
import java.math.BigDecimal;
import java.util.Optional;

/// A sum of spendings.
///
/// @param tokens in and out together
public record Spent(long tokens, long costNanoUsd) {

    /// Which limit of a budget is reached, as `5 USD are spent of 4.5 USD`, or empty while there is something
    /// left.
    Optional<String> findReached(Budget budget) {
        BigDecimal usd = BigDecimal.valueOf(costNanoUsd, 9);
        return budget.usd()
                .filter(most -> usd.compareTo(most) >= 0)
                .map(most -> plain(usd) + " USD are spent of " + plain(most) + " USD")
                .or(() -> budget.tokens()
                        .filter(most -> tokens >= most)
                        .map(most -> tokens + " tokens are spent of " + most));
    }

    private static String plain(BigDecimal usd) {
        return usd.stripTrailingZeros().toPlainString();
    }
}
