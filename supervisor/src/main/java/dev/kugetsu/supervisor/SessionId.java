package dev.kugetsu.supervisor;

/// Our own id of a session, such as `s-4k7m2xqd`.
public record SessionId(String value) {

    public static final String PREFIX = "s-";

    @Override
    public String toString() {
        return value;
    }
}
