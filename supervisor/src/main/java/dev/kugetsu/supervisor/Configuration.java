package dev.kugetsu.supervisor;

import java.nio.file.Path;
import java.util.List;

/// What is configured, and whom we trust.
public interface Configuration {

    /// Lists every setting as it holds in a directory, with where it comes from.
    List<SettingView> list(Path directory);

    /// Shows what the repository's `.kugetsu.toml` may run or permit, as of its default base commit.
    ///
    /// @throws KugetsuException `NOT_FOUND` when the repository has no such file
    TrustView examine(Path directory);

    /// Trusts that very content.
    ///
    /// @param digest of the content that the user has seen
    /// @throws KugetsuException `CONFLICT` when the content is another one by now
    TrustView trust(Path directory, String digest);

    /// Takes the trust back.
    void distrust(Path directory);

    /// One setting.
    ///
    /// @param origin such as `flag`, `environment KUGETSU_HARNESS`, `.kugetsu.toml`, `config.toml` or `default`
    record SettingView(String key, String value, String origin) {}

    /// The repository's own configuration.
    ///
    /// @param content untrusted
    /// @param asks what it would run or permit, each as `key = value`; untrusted
    record TrustView(
            String project, String commit, String digest, String content, boolean isTrusted, List<String> asks) {
        public TrustView {
            asks = List.copyOf(asks);
        }
    }
}
