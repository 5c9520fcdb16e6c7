package dev.kugetsu.supervisor.overview;

import java.time.Duration;
import java.time.Instant;

/// How old a fact is, in one number: enough to see how fresh it is.
final class Age {

    private Age() {}

    static String ago(Instant then, Instant now) {
        return text(then, now) + " ago";
    }

    static String text(Instant then, Instant now) {
        return text(Duration.between(then, now));
    }

    /// `12s`, `5m`, `3h`, `2d`.
    static String text(Duration age) {
        if (age.isNegative() || age.toSeconds() < 120) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
