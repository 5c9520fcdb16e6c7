package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Capabilities;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.config.Resolution;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.store.PermissionList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Turns what is configured and what the caller says into the plan of a turn.
public final class TurnPlanner {

    private TurnPlanner() {}

    static TurnPlan plan(Settings settings, PermissionList granted, Turns.Attendance attendance) {
        // What the user grants comes before what is configured, so that a configured denial stands last and wins.
        List<PermissionRule> permissions =
                new PermissionList(granted.rules()).plus(settings.permissions()).rules();
        return new TurnPlan(
                slots(settings),
                settings.setup()
                        .map(setup -> new Preparation.Setup(
                                setup.command().words(), setup.command().toString(), setup.timeout())),
                permissions,
                settings.stopGrace(),
                attendance);
    }

    private static SlotPolicy slots(Settings settings) {
        Settings.Limits limits = settings.limits();
        return new SlotPolicy(
                limits.maxTurns(),
                limits.maxTurnsPerProject().isPresent()
                        ? Optional.of(limits.maxTurnsPerProject().getAsInt())
                        : Optional.empty());
    }

    static Admission.Draft draft(
            String prompt, Optional<String> model, Settings settings, Turns.TurnOptions.Debug debug) {
        return new Admission.Draft(prompt, model, settings.deadlines(), debug);
    }

    /// The model of a turn: what is asked for, else what is configured, else what the session has used, else
    /// the harness's own. A harness that needs one and knows none is an error now, not a surprise later.
    public static Optional<String> model(Harness harness, Settings settings, Optional<String> used, Path directory) {
        Optional<String> model = settings.model().or(() -> used);
        if (model.isPresent() || !harness.capabilities().has(Capabilities.Capability.NEEDS_MODEL)) {
            return model;
        }
        Optional<String> own = HarnessFailures.guard(() -> harness.defaultModel(directory));
        if (own.isEmpty()) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "no model is chosen for " + harness.name(),
                    "pass --model provider/model, or set `model` in config.toml");
        }
        return own;
    }

    static String checkedPrompt(String prompt) {
        if (prompt.isBlank()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "the message is empty",
                    "say what the agent is to do, or pass - and write it to standard input");
        }
        return prompt;
    }

    /// Hands over what the user should be told of the configuration.
    public static void tellWarnings(Resolution resolution, TurnObserver observer) {
        for (String warning : resolution.warnings()) {
            observer.progressed(new TurnProgress.Warned(warning, Optional.empty()));
        }
    }
}
