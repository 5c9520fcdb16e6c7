package dev.kugetsu.adapters;

import java.nio.file.Path;
import java.util.Set;

/// Which program a harness is on this machine.
///
/// @param program the absolute path of the program
/// @param version what the program says of itself
/// @param testedVersions the versions that the adapter's own tests run against; empty when any version will do
public record Fingerprint(Path program, String version, Set<String> testedVersions) {

    public Fingerprint {
        testedVersions = Set.copyOf(testedVersions);
    }

    public boolean isTested() {
        return testedVersions.isEmpty() || testedVersions.contains(version);
    }
}
