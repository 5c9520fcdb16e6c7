package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.KugetsuException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All verbs there are.
public final class Verbs {

    private static final List<Verb<?, ?>> ALL = Stream.of(
                    AgentVerbs.ALL,
                    ReservationVerbs.ALL,
                    LockVerbs.ALL,
                    TaskVerbs.ALL,
                    MessageVerbs.ALL,
                    JournalVerbs.ALL,
                    StatusVerbs.ALL)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableList());

    private Verbs() {}

    /// In the order in which they are shown.
    public static List<Verb<?, ?>> all() {
        return ALL;
    }

    /// Whether it may keep whoever asks waiting for somebody else. Nobody else's work is to be interrupted.
    public static boolean mayWait(Verb<?, ?> verb) {
        return verb.equals(LockVerbs.ACQUIRE);
    }

    /// The verb of that name.
    ///
    /// @throws KugetsuException `NOT_FOUND` with the names there are
    public static Verb<?, ?> get(String name) {
        return ALL.stream()
                .filter(verb -> verb.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND,
                        "there is no verb '" + name + "'",
                        "the verbs are " + ALL.stream().map(Verb::name).collect(Collectors.joining(", "))));
    }
}
