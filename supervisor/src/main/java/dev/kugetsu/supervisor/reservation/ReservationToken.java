package dev.kugetsu.supervisor.reservation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A secret that proves who has a reservation. Only its hash is ever stored.
record ReservationToken(String text) {

    private static final int BYTES = 32;

    static ReservationToken random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new ReservationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /// Of 256 random bits a plain hash is enough: there is nothing to guess.
    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.strip().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "ReservationToken";
    }
}
