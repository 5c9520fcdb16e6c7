package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.hook.HookCommand;
import dev.kugetsu.adapters.hook.HookLaunches;
import dev.kugetsu.adapters.hook.LaunchHooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Our hooks in a turn: a plugin in the turn's folder for temporary files, named beside what the user has
/// configured.
final class TurnHooks {

    private static final String PLUGINS = "plugin";

    /// opencode 1.18.33: where there is any plugin, it waits until npm has looked for `@opencode-ai/plugin`, for
    /// 73 s when there is no registry to be had, and for 3 s when npm tries but once; still for up to a minute
    /// after a process that has left its lock behind. The plugin gives shells npm's own default back.
    private static final String RETRIES = "npm_config_fetch_retries";

    /// opencode 1.18: the variable may hold comments and trailing commas, as its files may. Made when the first
    /// turn needs it, because most processes launch none.
    private static final class Lenient {
        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
                .enable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private final OpencodeOptions options;

    TurnHooks(OpencodeOptions options) {
        this.options = options;
    }

    /// Writes what the turn's harness reads when it starts, and returns what to add to its environment; nothing
    /// when the turn has no hooks, or when the user's own configuration leaves no room for ours.
    Map<String, String> prepare(TurnRequest request) throws HarnessException {
        if (request.hookProgram().isEmpty()) {
            return Map.of();
        }
        HookCommand command =
                new HookCommand(List.of(request.hookProgram().get().toString()));
        LaunchHooks launch = HookLaunches.opencode(command, request.folder().temporary());
        Optional<String> configuration = merged(launch.environment().getOrDefault(TurnEnvironment.CONFIGURATION, "{}"));
        if (configuration.isEmpty()) {
            return Map.of();
        }
        write(request, launch.files());
        return Map.of(
                TurnEnvironment.CONFIGURATION,
                configuration.get(),
                RETRIES,
                options.variable(RETRIES).orElse("0"));
    }

    /// Empty for what opencode could not read either: it complains of that in its own words.
    private Optional<String> merged(String ours) {
        Optional<String> given = options.variable(TurnEnvironment.CONFIGURATION).filter(value -> !value.isBlank());
        if (given.isEmpty()) {
            return Optional.of(ours);
        }
        try {
            return Lenient.JSON.readTree(given.get()) instanceof ObjectNode configuration
                    ? merged(configuration, Lenient.JSON.readTree(ours).path(PLUGINS))
                    : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> merged(ObjectNode configuration, JsonNode plugins) {
        JsonNode given = configuration.path(PLUGINS);
        if (!given.isMissingNode() && !given.isArray()) {
            return Optional.empty();
        }
        ArrayNode all = configuration.withArrayProperty(PLUGINS);
        plugins.forEach(all::add);
        return Optional.of(configuration.toString());
    }

    private static void write(TurnRequest request, Map<Path, String> files) throws HarnessException {
        try {
            Files.createDirectories(
                    request.folder().temporary(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new HarnessException(
                    Kind.FAILED, "cannot prepare the hooks of turn " + request.turnId() + ": " + e, e);
        }
    }
}
