package dev.kugetsu.supervisor.harness;

import dev.kugetsu.adapters.Capabilities.Capability;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.supervisor.KugetsuException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The harnesses of this supervisor by name.
public final class HarnessCatalog {

    private final Map<String, Harness> harnesses = new TreeMap<>();
    private final Function<String, Harness> forgotten;

    /// @param forgotten makes the harness for turns of one that is not among them any more
    public HarnessCatalog(Collection<? extends Harness> harnesses, Function<String, Harness> forgotten) {
        this.forgotten = forgotten;
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
                    "choose one of them with --harness, or describe it as [harnesses." + name + "] in config.toml");
        }
        return harness;
    }

    /// The harness that has launched a turn, also when it is not configured any more: then it can look after the turn
    /// and do nothing else.
    public Harness recall(String name) {
        Harness harness = harnesses.get(name);
        return harness == null ? forgotten.apply(name) : harness;
    }

    /// The model of a turn: the chosen one, else the harness's own. A harness that needs one and knows none is
    /// an error now, not a surprise later.
    ///
    /// @param directory whose configuration of the harness counts
    /// @throws KugetsuException `UNAVAILABLE` when there is none and one is needed
    public Optional<String> chooseModel(Harness harness, Optional<String> chosen, Path directory) {
        if (chosen.isPresent() || !harness.capabilities().has(Capability.NEEDS_MODEL)) {
            return chosen;
        }
        Optional<String> own = HarnessFailures.guard(() -> harness.defaultModel(directory));
        if (own.isEmpty()) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "no model is chosen for " + harness.name(),
                    "pass --model provider/model, or set `model` in config.toml");
        }
        return own;
    }

    public List<Harness> list() {
        return List.copyOf(harnesses.values());
    }
}
