package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.worktrees.BranchName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the branch of an issue is called, such as `kugetsu/<owner>-<repo>-<n>`.
///
/// Its own text is valid in a branch name as it stands. What is put in for `<host> <owner> <repo> <n>
/// <project>` need not be: there every character that git forbids, and every one that cannot be seen, becomes
/// `-`.
public record BranchTemplate(String text) {

    static final String ACCEPTED = "a branch name with <n> in it, and any of <host>, <owner>, <repo>, <project>";
    private static final List<String> PLACEHOLDERS = List.of("host", "owner", "repo", "n", "project");
    private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]*)>");

    /// A reference is a file: 255 bytes is the longest name, and git adds `.lock` to it.
    private static final int LONGEST_BYTES = 240;

    public BranchTemplate {
        PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).forEach(name -> {
            if (!PLACEHOLDERS.contains(name)) {
                throw invalid(text, "<" + Printable.escape(name) + "> is unknown");
            }
        });
        if (!text.contains("<n>")) {
            throw invalid(text, "without <n> all issues would have the same branch");
        }
        String sample = PLACEHOLDER.matcher(text).replaceAll("1");
        if (!isBranch(sample) || sample.startsWith("refs/") || sample.matches("(?s).*[<>].*")) {
            throw invalid(text, "git allows no such branch");
        }
        if (sample.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES / 2) {
            throw invalid(text, "it is longer than " + LONGEST_BYTES / 2 + " bytes");
        }
    }

    /// The branch that an issue wishes for.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when the names of the issue make it too long
    public BranchName render(IssueRef issue, ProjectId project) {
        String path = issue.repository().path();
        int slash = Math.max(0, path.lastIndexOf('/'));
        String rendered = replace(match -> switch (match.group(1)) {
            case "host" -> clean(issue.repository().host());
            case "owner" -> clean(path.substring(0, slash));
            case "repo" -> clean(path.substring(slash + 1));
            case "project" -> clean(project.value());
            default -> Long.toString(issue.number());
        });
        if (rendered.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "the branch template " + Printable.quote(text) + " makes a branch of more than " + LONGEST_BYTES
                            + " bytes for " + Printable.escape(issue.toString()),
                    "set `branch` to a shorter one, such as kugetsu/<project>-<n>");
        }
        return new BranchName(rendered);
    }

    /// Whether this template, for some issue, may have led to that branch, a number for a taken name included.
    public boolean mayHaveMade(BranchName branch) {
        StringBuilder pattern = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int end = 0;
        while (placeholder.find()) {
            pattern.append(Pattern.quote(text.substring(end, placeholder.start())));
            pattern.append(placeholder.group(1).equals("n") ? "[0-9]+" : ".+");
            end = placeholder.end();
        }
        pattern.append(Pattern.quote(text.substring(end))).append("(-[0-9]+)?");
        return branch.value().matches(pattern.toString());
    }

    @Override
    public String toString() {
        return text;
    }

    private String replace(Function<MatchResult, String> value) {
        String filled = PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value.apply(match)));
        return filled.replaceAll("\\.{2,}", "-")
                .replaceAll("(^|/)\\.", "$1-")
                .replaceAll("\\.lock(/|$)", "-lock$1")
                .replaceAll("\\.$", "-")
                .replace("@{", "-{")
                .replaceAll("^-", "_");
    }

    private static String clean(String value) {
        StringBuilder result = new StringBuilder();
        value.codePoints()
                .map(point -> Printable.isVisible(point) && " /~^:?*[\\{<>".indexOf(point) < 0 ? point : '-')
                .forEach(result::appendCodePoint);
        return result.toString();
    }

    private static boolean isBranch(String name) {
        if (!name.codePoints().allMatch(Printable::isVisible)) {
            return false;
        }
        try {
            return !new BranchName(name).value().isEmpty();
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException(Printable.quote(text) + " is not " + ACCEPTED + ": " + why);
    }
}
