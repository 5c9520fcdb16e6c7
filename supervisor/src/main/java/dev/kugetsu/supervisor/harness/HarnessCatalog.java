package dev.kugetsu.supervisor.harness;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.supervisor.KugetsuException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The harnesses of this supervisor by name.
public final class HarnessCatalog {

    private final Map<String, Harness> harnesses = new TreeMap<>();

    public HarnessCatalog(Collection<? extends Harness> harnesses) {
        for (Harness harness : harnesses) {
            this.harnesses.put(harness.name(), harness);
        }
    }

    /// The harness of that name.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when there is none
    public Harness get(String name) {
        Harness harness = harnesses.get(name);
        if (harness == null) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "there is no harness '" + name + "'; known are " + String.join(", ", harnesses.keySet()),
                    "choose one of them with --harness, or describe it as [harness." + name + "] in config.toml");
        }
        return harness;
    }

    public List<Harness> list() {
        return List.copyOf(harnesses.values());
    }
}
