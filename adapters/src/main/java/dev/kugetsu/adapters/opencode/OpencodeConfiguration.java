package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import dev.kugetsu.adapters.PermissionRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the user has configured, as opencode itself reads it from all its files and variables.
final class OpencodeConfiguration {

    private static final List<String> BUILT_IN_AGENTS = List.of("build", "plan", "general", "explore");

    private final OpencodeOptions options;
    private final OpencodeCommands commands;

    OpencodeConfiguration(OpencodeOptions options, OpencodeCommands commands) {
        this.options = options;
        this.commands = commands;
    }

    /// The configured model.
    ///
    /// opencode 1.18: with none it would take the one used last, or its vendor's hosted one.
    Optional<String> findModel(Path directory) throws HarnessException {
        String printed = commands.get(directory, "debug", "config");
        return Optional.of(parse(printed, "`opencode debug config` printed no JSON")
                        .path("model")
                        .asText())
                .filter(model -> !model.isBlank());
    }

    /// The value of `OPENCODE_PERMISSION` for a turn that nobody watches.
    String headlessPermissions(Path directory, List<PermissionRule> rules) throws HarnessException {
        return Permissions.headless(given(), denied(directory, rules), rules);
    }

    /// The value of `OPENCODE_PERMISSION` for a session with a person.
    String interactivePermissions(Path directory, List<PermissionRule> rules) throws HarnessException {
        return Permissions.interactive(given(), denied(directory, rules), rules);
    }

    /// Only rules of ours can hide one of the user's, and to ask costs most of a second.
    ///
    /// opencode 1.18: `debug config` replaces values by `***` when their key smells of a secret, and a pattern
    /// is a key; `debug agent` shows all rules. Each built-in agent has all of the user's, and may have been
    /// disabled.
    private List<PermissionRule> denied(Path directory, List<PermissionRule> rules) throws HarnessException {
        if (rules.isEmpty()) {
            return List.of();
        }
        for (String agent : BUILT_IN_AGENTS) {
            OpencodeCommands.Answer answer = commands.run(directory, "debug", "agent", agent);
            if (answer.exitCode() == 0) {
                return Permissions.denied(parse(answer.stdout(), "`opencode debug agent` printed no JSON")
                        .path("permission"));
            }
        }
        throw new HarnessException(
                Kind.FAILED,
                "cannot tell what the user's configuration denies: opencode describes none of its agents "
                        + BUILT_IN_AGENTS);
    }

    private ObjectNode given() throws HarnessException {
        Optional<String> variable = options.variable(TurnEnvironment.PERMISSION).filter(value -> !value.isBlank());
        if (variable.isEmpty()) {
            return OpencodeJson.MAPPER.createObjectNode();
        }
        String what = TurnEnvironment.PERMISSION + " in the environment is no JSON object";
        if (parse(variable.get(), what) instanceof ObjectNode object) {
            return object;
        }
        throw new HarnessException(Kind.FAILED, what);
    }

    private static JsonNode parse(String json, String complaint) throws HarnessException {
        try {
            return OpencodeJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new HarnessException(Kind.FAILED, complaint + ": " + e.getOriginalMessage(), e);
        }
    }
}
