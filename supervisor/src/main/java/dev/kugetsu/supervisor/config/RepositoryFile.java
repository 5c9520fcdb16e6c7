package dev.kugetsu.supervisor.config;

import java.util.List;

/// A repository's own configuration file, as it is in one commit.
///
/// @param content untrusted, whatever the user thinks of it
/// @param commit the id of the commit that the content was read from
public record RepositoryFile(String content, String commit, Trust trust) {

    /// Its path in the repository.
    public static final String NAME = ".kugetsu.toml";

    /// Whether the user has seen this very content and agreed to it.
    public enum Trust {
        TRUSTED,
        UNTRUSTED
    }

    /// What trust is given to.
    public ContentDigest digest() {
        return ContentDigest.of(content);
    }

    /// What the file would run or permit, which is what the user has to look at before trusting it.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `INVALID_INPUT` when the file holds an error
    public List<Withheld> needsTrust() {
        RepositoryFile untrusted = new RepositoryFile(content, commit, Trust.UNTRUSTED);
        return SettingsResolver.resolve(Sources.of(untrusted)).withheld();
    }

    /// What messages call it.
    String label() {
        return NAME + " of commit " + commit.substring(0, Math.min(8, commit.length()));
    }
}
