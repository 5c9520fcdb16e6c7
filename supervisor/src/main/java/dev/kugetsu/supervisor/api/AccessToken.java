package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.daemon.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/// The secret by which the user of this home proves to be one on the loopback address, where everybody on this
/// machine can knock. It stands in a file that nobody else can read.
final class AccessToken {

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] secret;

    private AccessToken(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /// Reads the file, or makes it.
    ///
    /// @throws IOException also when others could read it
    static AccessToken of(Path file) throws IOException {
        if (Files.notExists(file)) {
            new PrivateFile(file).create(random() + "\n");
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("others can read " + file + "; delete it, and a new one is made");
        }
        String text = Files.readString(file).strip();
        if (text.length() < BYTES) {
            throw new IOException("there is no token in " + file + "; delete it, and a new one is made");
        }
        return new AccessToken(text);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Takes the same time whatever is wrong with it.
    boolean matches(String offered) {
        return MessageDigest.isEqual(secret, offered.getBytes(StandardCharsets.UTF_8));
    }
}
