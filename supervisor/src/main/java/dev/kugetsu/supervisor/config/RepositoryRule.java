package dev.kugetsu.supervisor.config;

import java.util.Comparator;

/// What a repository's own file may do to a setting. Somebody else has written that file.
sealed interface RepositoryRule<T> {

    /// For the documentation.
    String summary();

    /// It can harm nobody but the repository itself.
    record Free<T>() implements RepositoryRule<T> {
        @Override
        public String summary() {
            return "yes";
        }
    }

    /// It runs or permits something, or spends somebody's money.
    record WhenTrusted<T>() implements RepositoryRule<T> {
        @Override
        public String summary() {
            return "when trusted";
        }
    }

    /// It protects the user's machine: a repository may be stricter than the user, never more lax.
    record OnlyLower<T>(Comparator<T> order) implements RepositoryRule<T> {
        @Override
        public String summary() {
            return "only lower";
        }
    }

    /// It is the user's alone.
    record Refused<T>() implements RepositoryRule<T> {
        @Override
        public String summary() {
            return "no";
        }
    }
}
