package dev.kugetsu.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The word that was probably meant.
final class Suggestion {

    private static final int MOST_SLIPS = 2;

    private Suggestion() {}

    /// The candidate that is the fewest slips away, or one that the word begins; empty when none is near.
    static Optional<String> forWord(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.comparingInt((String candidate) -> slips(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(String word, String candidate) {
        boolean isBeginning = word.length() > 1 && candidate.startsWith(word);
        return isBeginning || slips(word, candidate) <= Math.min(MOST_SLIPS, candidate.length() / 2);
    }

    /// How many letters were left out, added, mistaken or swapped with their neighbour.
    private static int slips(String word, String candidate) {
        int[] beforeLast = new int[candidate.length() + 1];
        int[] last = new int[candidate.length() + 1];
        Arrays.setAll(last, column -> column);
        for (int row = 1; row <= word.length(); row++) {
            int[] current = new int[candidate.length() + 1];
            current[0] = row;
            for (int column = 1; column <= candidate.length(); column++) {
                int mistaken = word.charAt(row - 1) == candidate.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(Math.min(last[column], current[column - 1]) + 1, last[column - 1] + mistaken);
                if (isSwap(word, candidate, row, column)) {
                    current[column] = Math.min(current[column], beforeLast[column - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[candidate.length()];
    }

    private static boolean isSwap(String word, String candidate, int row, int column) {
        return row > 1
                && column > 1
                && word.charAt(row - 1) == candidate.charAt(column - 2)
                && word.charAt(row - 2) == candidate.charAt(column - 1);
    }
}
