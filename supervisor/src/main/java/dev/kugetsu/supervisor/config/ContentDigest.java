package dev.kugetsu.supervisor.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of a file's exact content: trust is given to a content, never to a name.
///
/// @param value 64 lower-case hexadecimal digits
public record ContentDigest(String value) {

    public ContentDigest {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(Printable.quote(value) + " is not a SHA-256 digest");
        }
    }

    /// The digest of the content in UTF-8; one changed blank makes another digest.
    public static ContentDigest of(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new ContentDigest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    @Override
    public String toString() {
        return value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
