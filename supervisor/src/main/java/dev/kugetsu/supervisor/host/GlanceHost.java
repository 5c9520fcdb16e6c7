package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.hook.UnreadableHook;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.hook.HookGlance;
import dev.kugetsu.supervisor.lock.LockGlance;
import java.io.IOException;
import java.util.Map;

/// Answers without a supervisor and without its store what can be answered so.
public final class GlanceHost {

    private GlanceHost() {}

    /// Whether a hook asks for what is certainly in nobody's way. What fails is not certain.
    ///
    /// @param environment names the home
    public static boolean isNothingInTheWay(Map<String, String> environment, HookRequest request) {
        KugetsuHome home = KugetsuHome.of(environment);
        try {
            return new HookGlance(
                            new LockGlance(home.lockMarker()), request.caller().directory())
                    .isSilence(request.harness(), request.event(), request.input());
        } catch (UnreadableHook | IOException | KugetsuException e) {
            return false;
        }
    }
}
