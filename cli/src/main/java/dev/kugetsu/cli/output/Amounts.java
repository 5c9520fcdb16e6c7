package dev.kugetsu.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Figures as people read them.
public final class Amounts {

    private Amounts() {}

    /// `0.4s`, `12s`, `2m14s`, `3h05m`.
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
    }

    /// `12s`, `5m`, `3h`, `2d`: one number, for how old something is.
    public static String roughly(Duration age) {
        if (age.toSeconds() < 120) {
            return age.toSeconds() + "s";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }

    /// `just now`, `5m ago`, `3h ago`, `12d ago`.
    public static String age(Instant then, Instant now) {
        long minutes = Duration.between(then, now).toMinutes();
        if (minutes < 1) {
            return "just now";
        }
        if (minutes < 60) {
            return minutes + "m ago";
        }
        return minutes < 48 * 60 ? minutes / 60 + "h ago" : minutes / (24 * 60) + "d ago";
    }

    /// `12,408`.
    public static String of(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// `3 files`, `1 file`.
    public static String counted(long count, String noun) {
        return of(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /// `$0.03`; as many digits as it takes to show that something was spent.
    public static String dollars(BigDecimal amount) {
        boolean isTiny = amount.signum() > 0 && amount.compareTo(new BigDecimal("0.01")) < 0;
        return "$" + amount.setScale(isTiny ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
    }
}
