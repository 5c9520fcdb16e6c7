package dev.kugetsu.supervisor.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `90s`, `10m`, `2h30m`, `1d`, `250ms`.
public final class DurationText {

    /// What a duration looks like, for messages.
    public static final String ACCEPTED = "a duration such as 90s, 10m, 2h30m or 1d";

    private static final Duration LONGEST = Duration.ofDays(3650);

    /// Nine digits at most, so that no unit can overflow a long.
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private DurationText() {}

    /// Reads a duration longer than zero; units stand in falling order, each at most once.
    ///
    /// @throws IllegalArgumentException with a message for the person who wrote it
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw new IllegalArgumentException(Printable.quote(text) + " is not " + ACCEPTED);
        }
        Duration duration = Duration.ofDays(number(form, 1))
                .plusHours(number(form, 2))
                .plusMinutes(number(form, 3))
                .plusSeconds(number(form, 4))
                .plusMillis(number(form, 5));
        if (duration.isZero()) {
            throw new IllegalArgumentException(Printable.quote(text) + " is not longer than zero");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    Printable.quote(text) + " is longer than " + format(LONGEST) + ", the longest duration");
        }
        return duration;
    }

    /// Writes a duration the shortest way that {@link #parse} reads back; what is below a millisecond is dropped.
    ///
    /// Durations that cannot be read back are written too, since measured ones may be: zero is `0s`.
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        String text = part(duration.toDaysPart(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    private static long number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
