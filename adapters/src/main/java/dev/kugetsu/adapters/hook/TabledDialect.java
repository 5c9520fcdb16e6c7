package dev.kugetsu.adapters.hook;

import dev.kugetsu.adapters.hook.HookCall.Effect;
import dev.kugetsu.adapters.hook.HookCall.ToolUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A dialect that is nothing but tables: which events there are, which answers they hear, and which tools
/// edit files.
final class TabledDialect implements HookDialect {

    private final String harness;
    private final List<String> sessionVariables;
    private final Map<String, EventRule> events = new LinkedHashMap<>();
    private final Map<String, FileArguments> editors = new LinkedHashMap<>();

    /// @param sessionVariables as in {@link HookDialect#sessionVariables}
    /// @param editors the tools that edit files, by the harness's names for them
    TabledDialect(
            String harness, List<String> sessionVariables, List<EventRule> events, Map<String, FileArguments> editors) {
        this.harness = harness;
        this.sessionVariables = List.copyOf(sessionVariables);
        events.forEach(rule -> this.events.put(folded(rule.name()), rule));
        editors.forEach((tool, arguments) -> this.editors.put(folded(tool), arguments));
    }

    @Override
    public String harness() {
        return harness;
    }

    @Override
    public List<String> sessionVariables() {
        return sessionVariables;
    }

    /// All events that are known, in the order in which they happen.
    List<EventRule> events() {
        return List.copyOf(events.values());
    }

    @Override
    public HookCall parse(String event, byte[] stdin) throws UnreadableHook {
        HookInput input = HookInput.read(stdin);
        EventRule rule = rule(event);
        Optional<ToolUse> tool = tool(rule, input);
        return new HookCall(
                harness,
                kind(rule, input),
                rule.name(),
                input.session(),
                input.directory(),
                tool,
                input.isContinuation(),
                rule.kind() == HookKind.SESSION_ENDED ? Optional.of(input.end()) : Optional.empty(),
                fault(rule, input, tool));
    }

    /// An edit that names no file would pass unseen.
    private static Optional<String> fault(EventRule rule, HookInput input, Optional<ToolUse> tool) {
        if (rule.kind() == HookKind.OTHER) {
            return Optional.of("there is no such event");
        }
        return input.fault()
                .or(() -> tool.filter(use -> rule.kind() == HookKind.BEFORE_TOOL)
                        .filter(use -> use.editsFiles() && use.paths().isEmpty())
                        .map(use -> "the arguments of its tool name no file"));
    }

    @Override
    public boolean hears(HookCall call, HookVerdict verdict) {
        return answer(call, verdict).isPresent();
    }

    @Override
    public HookReply reply(HookCall call, HookVerdict verdict) {
        return answer(call, verdict).orElse(HookReply.SILENT);
    }

    private Optional<HookReply> answer(HookCall call, HookVerdict verdict) {
        EventRule rule = rule(call.event());
        return (rule.kind() == call.kind() ? rule : EventRule.told(rule.name(), call.kind())).reply(verdict);
    }

    /// grok 1.0.41: when its program ends it tells of one more stop, after the session's end.
    private static HookKind kind(EventRule rule, HookInput input) {
        return rule.kind() == HookKind.STOPPING && input.isShutdown() ? HookKind.OTHER : rule.kind();
    }

    private EventRule rule(String event) {
        EventRule rule = events.get(folded(event));
        return rule == null ? EventRule.told(event, HookKind.OTHER) : rule;
    }

    private Optional<ToolUse> tool(EventRule rule, HookInput input) throws UnreadableHook {
        if (rule.kind() != HookKind.BEFORE_TOOL && rule.kind() != HookKind.AFTER_TOOL) {
            return Optional.empty();
        }
        if (rule.impliedTool().isPresent()) {
            return Optional.of(use(rule.impliedTool().get(), input.members()));
        }
        Optional<String> name = input.tool();
        return name.isPresent() ? Optional.of(use(name.get(), input.arguments())) : Optional.empty();
    }

    private ToolUse use(String tool, Map<String, Object> arguments) throws UnreadableHook {
        FileArguments editor = editors.get(folded(tool));
        if (editor == null) {
            return new ToolUse(tool, Effect.OTHER, List.of());
        }
        List<Path> paths = new ArrayList<>();
        for (String file : editor.files(arguments).distinct().toList()) {
            paths.add(HookInput.path(file));
        }
        boolean edits = editor.alwaysEdits() || !paths.isEmpty();
        return new ToolUse(tool, edits ? Effect.EDITS_FILES : Effect.OTHER, paths);
    }

    /// So that `pre-tool-use`, `pre_tool_use` and `PreToolUse` are one.
    private static String folded(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
