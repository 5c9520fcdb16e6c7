package dev.kugetsu.supervisor.config;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write them: `512MiB`, `2GiB`, `1.5GB`. Without a `BigDecimal`: every process reads some, and
/// what Java 25 computes when it meets the first one takes longer than everything here.
public final class SizeText {

    /// What a size looks like, for messages.
    public static final String ACCEPTED = "a size such as 512MiB or 2GiB";

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,3}))?\\s?(KiB|MiB|GiB|TiB|kB|MB|GB|TB)");
    private static final Map<String, Long> UNITS = Map.of(
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "TiB",
            1L << 40,
            "kB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "TB",
            1_000_000_000_000L);

    private SizeText() {}

    /// Reads a size, in bytes.
    ///
    /// @throws IllegalArgumentException with a message for the person who wrote it
    public static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(Printable.quote(text) + " is not " + ACCEPTED);
        }
        long unit = UNITS.getOrDefault(form.group(3), 1L);
        long whole = Long.parseLong(form.group(1));
        long thousandths = Long.parseLong((Objects.requireNonNullElse(form.group(2), "") + "000").substring(0, 3));
        long rest = (thousandths * unit + 500) / 1000;
        return whole > (Long.MAX_VALUE - rest) / unit ? Long.MAX_VALUE : whole * unit + rest;
    }

    /// Writes a size in the largest unit that leaves a number of at least one, with one decimal place at most.
    public static String format(long bytes) {
        for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
            long size = UNITS.getOrDefault(unit, 1L);
            if (bytes >= size) {
                long tenths = bytes % size * 10 / size;
                return bytes / size + (tenths == 0 ? "" : "." + tenths) + unit;
            }
        }
        return bytes + "B";
    }
}
