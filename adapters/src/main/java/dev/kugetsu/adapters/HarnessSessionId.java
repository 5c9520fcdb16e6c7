package dev.kugetsu.adapters;

/// A harness's own id of one of its sessions; opaque to us.
public record HarnessSessionId(String value) {

    public HarnessSessionId {
        if (value.isBlank() || value.startsWith("-")) {
            throw new IllegalArgumentException("not a harness session id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
