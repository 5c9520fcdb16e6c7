package dev.kugetsu.supervisor.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A secret that speaks for a session. Only its hash is ever stored; the text is in the environment of the
/// agent.
public record Token(String text) {

    /// The variable of an agent's environment that holds it.
    public static final String VARIABLE = "KUGETSU_TOKEN";

    private static final int BYTES = 32;

    static Token random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /// Of 256 random bits a plain hash is enough: there is nothing to guess.
    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "Token";
    }
}
