package dev.kugetsu.supervisor.store;

/// Names the machine that a row's processes and folders are on.
public record HostId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
