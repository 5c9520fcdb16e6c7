package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import java.util.Optional;

/// A difference, and how it is repaired if that can be decided.
///
/// @param mending throws a [dev.kugetsu.supervisor.KugetsuException] when it cannot be done
record Found(Difference difference, Optional<Runnable> mending) {

    /// Whose something is when it is nobody's.
    static final Optional<String> NOBODY = Optional.empty();

    /// Something that a person has to decide.
    static Found undecided(Difference.Kind kind, String name, Optional<String> owner, String evidence, String next) {
        return new Found(
                new Difference(kind, name, owner, evidence, Optional.empty(), Optional.of(next)), Optional.empty());
    }

    /// Something that we can repair.
    static Found mendable(
            Difference.Kind kind, String name, Optional<String> owner, String evidence, String repair, Runnable work) {
        return new Found(
                new Difference(kind, name, owner, evidence, Optional.of(repair), Optional.empty()), Optional.of(work));
    }

    static Optional<String> of(ProjectId project) {
        return Optional.of("project " + project);
    }

    static Optional<String> of(SessionId session) {
        return Optional.of("session " + session);
    }

    static Optional<String> of(TurnId turn) {
        return Optional.of("turn " + turn);
    }
}
