package dev.kugetsu.supervisor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One issue of one hosted repository; its canonical text is `host/owner/repository#number`.
public record IssueRef(RemoteKey repository, long number) {

    private static final String ACCEPTED =
            "write host/owner/repository#number, the URL of an issue, or #number inside a clone";
    private static final Pattern CANONICAL = Pattern.compile("([^/\\s#]+)/([^\\s#]+/[^/\\s#]+)#([0-9]{1,18})");
    private static final Pattern SHORT = Pattern.compile("#?([0-9]{1,18})");

    /// GitHub and Forgejo: `/owner/repo/issues/7`; GitLab: `/group/sub/repo/-/issues/7` (and
    /// `/-/work_items/7`); a query or a fragment may follow.
    private static final Pattern WEB = Pattern.compile(
            "https?://(?:[^@/]+@)?([^/\\s]+)/([^\\s#?]+?)(?:/-)?/(?:issues|work_items|pull|pulls|merge_requests)/([0-9]{1,18})/?(?:[?#]\\S*)?");

    public IssueRef {
        if (number <= 0) {
            throw invalid("#" + number, "issues count from 1");
        }
    }

    /// Reads any of the accepted forms.
    ///
    /// @param here the repository that the user stands in, which completes `#7` and `7`
    /// @throws KugetsuException `INVALID_INPUT` with the accepted forms
    public static IssueRef parse(String text, Optional<RemoteKey> here) {
        String stripped = text.strip();
        Matcher web = WEB.matcher(stripped);
        if (web.matches()) {
            return of(text, web.group(1), web.group(2), web.group(3));
        }
        Matcher canonical = CANONICAL.matcher(stripped);
        if (canonical.matches()) {
            return of(text, canonical.group(1), canonical.group(2), canonical.group(3));
        }
        Matcher shortForm = SHORT.matcher(stripped);
        if (shortForm.matches()) {
            RemoteKey repository = here.orElseThrow(
                    () -> invalid(text, "only a clone with a remote `origin` tells which repository is meant"));
            return new IssueRef(repository, Long.parseLong(shortForm.group(1)));
        }
        throw invalid(text, "it has none of the accepted forms");
    }

    private static IssueRef of(String text, String host, String path, String number) {
        if (!path.contains("/") || path.contains("//") || path.startsWith("/")) {
            throw invalid(text, "a repository has an owner and a name");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw invalid(text, "'" + segment + "' is no owner and no repository");
            }
        }
        return new IssueRef(new RemoteKey(host.toLowerCase(Locale.ROOT), path), Long.parseLong(number));
    }

    private static KugetsuException invalid(String text, String why) {
        return new KugetsuException(
                KugetsuException.Kind.INVALID_INPUT, "'" + text + "' is not an issue: " + why, ACCEPTED);
    }

    @Override
    public String toString() {
        return repository + "#" + number;
    }
}
