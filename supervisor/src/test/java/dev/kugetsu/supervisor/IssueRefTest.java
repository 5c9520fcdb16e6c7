package dev.kugetsu.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueRefTest {

    private static final Optional<RemoteKey> HERE = Optional.of(new RemoteKey("github.com", "acme/app"));

    @ParameterizedTest
    @CsvSource({
        "github.com/acme/app#42, github.com/acme/app#42",
        "GitHub.com/Acme/App#7, github.com/Acme/App#7",
        "gitlab.example.org/group/sub/app#1, gitlab.example.org/group/sub/app#1",
        "git.example.org:8443/acme/app#3, git.example.org:8443/acme/app#3",
        "https://github.com/acme/app/issues/42, github.com/acme/app#42",
        "https://github.com/acme/app/issues/42#issuecomment-9, github.com/acme/app#42",
        "https://github.com/acme/app/pull/5, github.com/acme/app#5",
        "https://gitlab.com/group/sub/app/-/issues/42, gitlab.com/group/sub/app#42",
        "https://gitlab.com/group/app/-/work_items/8?x=1, gitlab.com/group/app#8",
        "https://codeberg.org/acme/app/issues/3/, codeberg.org/acme/app#3",
        "http://localhost:3000/acme/app/issues/3, localhost:3000/acme/app#3",
        "'#42', github.com/acme/app#42",
        "42, github.com/acme/app#42",
        "' #42 ', github.com/acme/app#42",
    })
    void readsEveryAcceptedForm(String text, String canonical) {
        assertThat(IssueRef.parse(text, HERE)).hasToString(canonical);
        assertThat(IssueRef.parse(canonical, Optional.empty())).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "abc",
                "acme/app#1",
                "github.com/acme/app",
                "github.com/acme/app#",
                "github.com/acme/app#0",
                "github.com/acme/app#-1",
                "github.com/acme/app#4x",
                "github.com//app#1",
                "github.com/acme/../x#1",
                "https://github.com/acme/app",
                "https://github.com/app/issues/1",
                "#99999999999999999999",
                "github.com/a b/app#1",
                "github.com/acme/app#1\n" + "x"
            })
    void refusesAnythingElseAndNamesTheForms(String text) {
        assertThatThrownBy(() -> IssueRef.parse(text, HERE)).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.INVALID_INPUT);
            assertThat(e.next()).hasValueSatisfying(next -> assertThat(next).contains("host/owner/repository#number"));
        });
    }

    @Test
    void needsACloneForAShortForm() {
        assertThatThrownBy(() -> IssueRef.parse("#7", Optional.empty()))
                .hasMessageContaining("only a clone with a remote `origin`");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/app.git, github.com/acme/app",
        "https://user:secret@GitHub.com/acme/app, github.com/acme/app",
        "ssh://git@github.com:22/acme/app.git, github.com/acme/app",
        "git@github.com:acme/app.git, github.com/acme/app",
        "github.com:acme/app, github.com/acme/app",
        "https://gitlab.example.org:8443/group/sub/app/, gitlab.example.org:8443/group/sub/app",
    })
    void findsTheHostedRepositoryInARemoteUrl(String url, String key) {
        assertThat(RemoteKey.fromUrl(url)).hasToString("Optional[" + key + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/git/app.git", "../app", "file:///srv/git/app.git", "C:/x", "https://github.com/app"})
    void findsNoneInALocalPath(String url) {
        assertThat(RemoteKey.fromUrl(url)).isEmpty();
    }
}
