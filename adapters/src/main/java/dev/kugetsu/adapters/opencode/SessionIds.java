package dev.kugetsu.adapters.opencode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The ids of opencode's sessions, messages and parts.
///
/// opencode 1.18: `ses_`, `msg_` or `prt_`, twelve hexadecimal digits of time and counter, fourteen letters and
/// digits by chance. Messages and parts are ordered by their ids, so a copy keeps the first half.
final class SessionIds {

    private static final Pattern SESSION = Pattern.compile("ses_[0-9A-Za-z]+");
    private static final int DIGITS = 26;
    private static final int CHANCE = 14;

    private SessionIds() {}

    static boolean isValid(String session) {
        return SESSION.matcher(session).matches();
    }

    /// The session that a fork of this key is, for ever.
    static String fork(String key) {
        return "ses_" + hash(key).substring(0, DIGITS);
    }

    /// The copy, in that session, of what has this id.
    static String copy(String fork, String id) {
        return id.substring(0, Math.max(0, id.length() - CHANCE))
                + hash(fork + " " + id).substring(0, CHANCE);
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
