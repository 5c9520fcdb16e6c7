package dev.kugetsu.supervisor.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody may have meant.
final class Nearest {

    private Nearest() {}

    /// The candidate that the text most likely stands for: one with the same last part, as when a key stands in
    /// the wrong table, else one that a few typing errors lead to.
    static Optional<String> find(String text, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> lastPart(candidate).equals(lastPart(text)))
                .findFirst()
                .or(() -> byTyping(text, candidates));
    }

    /// The candidate that at most two typing errors lead to, and fewer in a short text.
    static Optional<String> byTyping(String text, Collection<String> candidates) {
        int tolerance = Math.min(2, (text.length() + 1) / 3);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - text.length()) <= tolerance)
                .filter(candidate -> distance(candidate, text) <= tolerance)
                .min(Comparator.comparingInt(candidate -> distance(candidate, text)));
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /// Levenshtein's distance: insertions, deletions and replacements of one character.
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
