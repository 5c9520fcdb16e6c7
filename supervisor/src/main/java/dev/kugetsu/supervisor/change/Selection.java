package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes.Change;
import dev.kugetsu.supervisor.Changes.Said;
import java.util.Optional;

/// What one reader wants to hear of.
interface Selection<T> {

    default Optional<T> of(Change change) {
        return Optional.empty();
    }

    default Optional<T> of(Said said) {
        return Optional.empty();
    }
}
