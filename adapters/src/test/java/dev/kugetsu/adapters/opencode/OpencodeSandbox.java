package dev.kugetsu.adapters.opencode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A home in which opencode knows nothing but a scripted model server: no account, no network, nothing of the
/// user's.
public final class OpencodeSandbox {

    /// The one model that is configured.
    public static final String MODEL = "scripted/model";

    private final Path home;
    private final URI modelServer;

    private OpencodeSandbox(Path home, URI modelServer) {
        this.home = home;
        this.modelServer = modelServer;
    }

    /// Makes a fresh home with a configuration file.
    public static OpencodeSandbox create(Path home, URI modelServer) {
        OpencodeSandbox sandbox = new OpencodeSandbox(home, modelServer);
        sandbox.permit("{}");
        sandbox.installPluginInterface();
        return sandbox;
    }

    /// As after its first start with a registry. opencode 1.18.33 else tries to install it at each start, and a
    /// process that has plugins waits for that: for a minute when the one before has left its lock behind.
    private void installPluginInterface() {
        String name = "@opencode-ai/plugin";
        String wanted = "{\"dependencies\":{\"" + name + "\":\"1.18.33\"}}";
        Path modules = configuration().resolve("node_modules");
        try {
            Files.createDirectories(modules.resolve(name));
            Files.writeString(
                    modules.resolve(name).resolve("package.json"),
                    "{\"name\":\"" + name + "\",\"version\":\"1.18.33\"}");
            Files.writeString(configuration().resolve("package.json"), wanted);
            Files.writeString(
                    configuration().resolve("package-lock.json"),
                    "{\"lockfileVersion\":3,\"requires\":true,\"packages\":{\"\":" + wanted + ",\"node_modules/" + name
                            + "\":{\"version\":\"1.18.33\"}}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Replaces the permissions in the user's configuration.
    public void permit(String permissions) {
        try {
            Files.createDirectories(configuration());
            Files.writeString(
                    configuration().resolve("opencode.json"), """
                    {"autoupdate": false, "share": "disabled", "model": "%s", "small_model": "%s",
                     "enabled_providers": ["scripted"], "permission": %s,
                     "provider": {"scripted": {"npm": "@ai-sdk/openai-compatible",
                      "options": {"baseURL": "%s", "apiKey": "none"},
                      "models": {"model": {"tool_call": true, "limit": {"context": 4000000, "output": 8192},
                       "cost": {"input": 1, "output": 2}}}}}}
                    """.formatted(MODEL, MODEL, permissions, modelServer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder of the user's configuration.
    public Path configuration() {
        return home.resolve(".config/opencode");
    }

    /// What every process of opencode must have in its environment to stay in here.
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        environment.put("XDG_DATA_HOME", home.resolve(".local/share").toString());
        environment.put("XDG_STATE_HOME", home.resolve(".local/state").toString());
        environment.put("XDG_CACHE_HOME", home.resolve(".cache").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("OPENCODE_DISABLE_MODELS_FETCH", "1");
        environment.put("OPENCODE_DISABLE_LSP_DOWNLOAD", "1");
        // opencode installs its plugin interface in the background; here that fails at once.
        environment.put("npm_config_registry", "http://127.0.0.1:9/");
        environment.put("npm_config_fetch_retries", "0");
        return Map.copyOf(environment);
    }

    /// An adapter that drives this program in here.
    public OpencodeOptions options(Path program) {
        return new OpencodeOptions(Optional.of(program), environment(), home.resolve("kugetsu"), Duration.ofMinutes(2));
    }
}
