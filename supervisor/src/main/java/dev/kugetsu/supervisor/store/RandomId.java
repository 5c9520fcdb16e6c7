package dev.kugetsu.supervisor.store;

import java.security.SecureRandom;

/// Makes short ids that hosts can choose without asking each other: 8 characters, 40 random bits.
public final class RandomId {

    /// Crockford's digits: no `i`, `l`, `o` and `u`, which are easily misread.
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int LENGTH = 8;

    private final SecureRandom random = new SecureRandom();

    /// A new id with this prefix.
    public String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
