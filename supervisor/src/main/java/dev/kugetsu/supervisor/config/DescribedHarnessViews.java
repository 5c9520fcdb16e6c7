package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.Configuration.SettingView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Shows the harnesses that the user has described beside the settings of the table.
final class DescribedHarnessViews {

    private DescribedHarnessViews() {}

    static List<SettingView> of(DescribedHarness harness) {
        String prefix = DescribedHarnesses.TABLE + "." + harness.name() + ".";
        List<SettingView> views = new ArrayList<>();
        views.add(view(prefix + "kind", "command"));
        harness.model().ifPresent(model -> views.add(view(prefix + "model", model)));
        new TreeMap<>(harness.commands())
                .forEach((step, words) -> views.add(view(prefix + step.key(), String.join(" ", words))));
        views.add(view(prefix + "output", harness.output().key()));
        new TreeMap<>(harness.paths()).forEach((field, path) -> views.add(view(prefix + "paths." + field.key(), path)));
        // A value may be a secret.
        new TreeMap<>(harness.environment())
                .keySet()
                .forEach(name -> views.add(view(prefix + "env." + name, "(hidden)")));
        return views;
    }

    private static SettingView view(String key, String value) {
        return new SettingView(key, value, HomeFile.NAME);
    }
}
