package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.RemoteKey;
import dev.kugetsu.worktrees.BranchName;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BranchTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "kugetsu/<owner>-<repo>-<n>, github.com, acme/app, kugetsu/acme-app-42",
        "kugetsu/<owner>-<repo>-<n>, gitlab.com, acme/tools/deep/app, kugetsu/acme-tools-deep-app-42",
        "<host>/<owner>/<repo>/<n>, git.acme.org:8443, acme/app, git.acme.org-8443/acme/app/42",
        "<project>/issue-<n>, github.com, acme/app, the-project/issue-42",
        "<n>, github.com, acme/app, 42",
        "<owner>/<repo>/<n>, github.com, acme/.github, acme/-github/42",
        "<n>/<repo>, github.com, acme/app.lock, 42/app-lock",
        "<n>/<repo>, github.com, acme/app., 42/app-",
        "<n>-<repo>, github.com, acme/a..b...c, 42-a-b-c",
        "<owner>/<n>, github.com, -acme/app, _acme/42",
        "<owner>{<n>, github.com, acme@/app, acme-{42",
        "<n>-<repo>, github.com, acme/a~b^c:d?e*f[g\\h, 42-a-b-c-d-e-f-g-h",
        "<n>-<repo>, github.com, acme/größe, 42-größe",
        "<n>-<repo>, github.com, acme/$1\\1, 42-$1-1",
    })
    void rendersABranchThatGitAllows(String template, String host, String path, String expected) {
        IssueRef issue = new IssueRef(new RemoteKey(host, path), 42);

        assertThat(new BranchTemplate(template).render(issue, new ProjectId("the-project")))
                .hasToString(expected);
    }

    @Test
    void replacesWhatCannotBeSeen() {
        IssueRef issue = new IssueRef(new RemoteKey("github.com", "acme/\u202eapp\u0007\ud800\u200b"), 42);

        assertThat(new BranchTemplate("<repo>-<n>").render(issue, new ProjectId("app")))
                .hasToString("_app----42");
    }

    @Test
    void rendersAValidBranchForEveryName() {
        Random random = new Random(7);
        String alphabet = "a.-@{}~^:?*[\\ <>\t\u007f\u0085é.lock";
        BranchTemplate template = new BranchTemplate("<owner>/<repo>/<host>.<project>@<owner>{<n>");
        for (int round = 0; round < 5_000; round++) {
            IssueRef issue = new IssueRef(new RemoteKey(word(random, alphabet), word(random, alphabet) + "/x"), 7);

            assertThat(template.render(issue, new ProjectId(word(random, alphabet)))
                            .value())
                    .endsWith("7");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kugetsu/<number>-<n>, <number> is unknown",
        "main, without <n> all issues would have the same branch",
        "'', without <n> all issues would have the same branch",
        "/etc/<n>, git allows no such branch",
        "../<n>, git allows no such branch",
        "a/../<n>, git allows no such branch",
        "-<n>, git allows no such branch",
        "a b/<n>, git allows no such branch",
        "<n>.lock, git allows no such branch",
        "<n>/, git allows no such branch",
        "a//<n>, git allows no such branch",
        "refs/heads/<n>, git allows no such branch",
        "a<<n>, git allows no such branch",
        "<n>>, git allows no such branch",
        "<n>~1, git allows no such branch",
    })
    void refusesATemplateThatCannotWork(String template, String why) {
        assertThatThrownBy(() -> new BranchTemplate(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + template + "' is not a branch name with <n> in it, and any of <host>, <owner>, <repo>, "
                                + "<project>: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0007<n>", "a\n<n>", "a\u202e<n>", "a\u0085<n>", "\u0000<n>"})
    void refusesATemplateWithControlCharactersAndDoesNotRepeatThem(String template) {
        assertThatThrownBy(() -> new BranchTemplate(template))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches(message -> message.codePoints().allMatch(Printable::isVisible));
    }

    @Test
    void refusesALongTemplate() {
        assertThatThrownBy(() -> new BranchTemplate("a".repeat(300) + "<n>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("it is longer than 120 bytes");
    }

    @Test
    void refusesABranchThatIsTooLongForAFile() {
        IssueRef issue = new IssueRef(new RemoteKey("github.com", "acme/" + "a".repeat(300)), 42);
        BranchTemplate template = new BranchTemplate("<repo>-<n>");

        assertThatThrownBy(() -> template.render(issue, new ProjectId("app")))
                .isInstanceOf(KugetsuException.class)
                .hasMessageStartingWith("the branch template '<repo>-<n>' makes a branch of more than 240 bytes for ");
    }

    private static String word(Random random, String alphabet) {
        StringBuilder word = new StringBuilder();
        for (int length = 1 + random.nextInt(6); length > 0; length--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "kugetsu/<owner>-<repo>-<n>, kugetsu/acme-app-42, true",
        "kugetsu/<owner>-<repo>-<n>, kugetsu/acme-app-42-2, true",
        "kugetsu/<owner>-<repo>-<n>, kugetsu/notes, false",
        "kugetsu/<owner>-<repo>-<n>, main, false",
        "<n>.fix, 7.fix, true",
        "<n>.fix, 7xfix, false",
    })
    void knowsWhichBranchesItMayHaveMade(String template, String branch, boolean expected) {
        assertThat(new BranchTemplate(template).mayHaveMade(new BranchName(branch)))
                .isEqualTo(expected);
    }
}
