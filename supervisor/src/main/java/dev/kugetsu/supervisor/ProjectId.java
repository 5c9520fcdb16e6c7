package dev.kugetsu.supervisor;

/// The name of a project: the lower-cased name of its folder, with a number when that is taken.
public record ProjectId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
