package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Processes;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the process of an agent inherits from ours.
public final class ChildEnvironment {

    /// Would make git work on another repository than the one that the agent stands in; a git hook that calls
    /// us sets several of them. Identities, credentials and transports (`GIT_AUTHOR_NAME`, `GIT_ASKPASS`,
    /// `GIT_SSH`) pass.
    private static final Pattern GIT_REDIRECTION = Pattern.compile("GIT_(DIR|WORK_TREE|INDEX_FILE|INDEX_VERSION"
            + "|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|COMMON_DIR|NAMESPACE|PREFIX"
            + "|CEILING_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE|REPLACE_REF_BASE|INTERNAL_SUPER_PREFIX"
            + "|CONFIG|CONFIG_PARAMETERS|LITERAL_PATHSPECS|GLOB_PATHSPECS|NOGLOB_PATHSPECS|ICASE_PATHSPECS)");

    /// Agents mark what they start; a harness that finds such a mark takes itself for a part of that agent's
    /// session.
    private static final Pattern AGENT_SESSION = Pattern.compile("CLAUDECODE|CLAUDE_PROJECT_DIR|CLAUDE_CODE_ENTRYPOINT"
            + "|CLAUDE_CODE_SSE_PORT|CLAUDE_CODE_\\w*SESSION\\w*|GEMINI_CLI|GEMINI_PROJECT_DIR|GEMINI_SESSION\\w*"
            + "|QWEN_CODE|QWEN_PROJECT_DIR|QWEN_SESSION\\w*|CODEX_SANDBOX\\w*|CODEX_THREAD_ID|CURSOR_AGENT"
            + "|COPILOT_AGENT_SESSION\\w*|OPENCODE|OPENCODE_PID|OPENCODE_SESSION\\w*");

    /// Would tell an agent that it works on the issue of the session that has called us, or let it act for that
    /// session.
    private static final Pattern OUTER_TURN =
            Pattern.compile("KUGETSU_(SESSION|SESSION_ID|OPENCODE_SESSION|RESERVATION|ISSUE|PROJECT|PARENT_ID|TOKEN)");

    private ChildEnvironment() {}

    /// Our own environment without what must not pass, such as the marks of an outer turn, and with these
    /// additions.
    public static Map<String, String> with(Map<String, String> additions) {
        return of(System.getenv(), additions);
    }

    /// The same as changes of our own environment, for an executor that inherits it; null removes.
    public static Map<String, @Nullable String> changes(Map<String, String> additions) {
        Map<String, @Nullable String> changes = new HashMap<>(with(additions));
        System.getenv().keySet().forEach(name -> changes.putIfAbsent(name, null));
        return changes;
    }

    /// What of a user's environment may pass.
    public static Map<String, String> passing(Map<String, String> environment) {
        return of(environment, Map.of());
    }

    static Map<String, String> of(Map<String, String> inherited, Map<String, String> additions) {
        Map<String, String> environment = new HashMap<>(inherited);
        environment.keySet().removeIf(ChildEnvironment::isForeign);
        environment.putAll(additions);
        return Map.copyOf(environment);
    }

    private static boolean isForeign(String name) {
        return name.equals(Processes.TURN_MARKER)
                || name.equals(ProcessEntry.WRAPPER_MARKER)
                || OUTER_TURN.matcher(name).matches()
                || GIT_REDIRECTION.matcher(name).matches()
                || AGENT_SESSION.matcher(name).matches();
    }
}
