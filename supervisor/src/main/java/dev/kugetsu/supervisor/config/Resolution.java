package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.Configuration.SettingView;
import java.util.List;

/// What holds, and why.
///
/// @param views every setting with its origin; a setting without value has an empty one
/// @param withheld what the repository's file would do if the user trusted it
/// @param warnings what the user should be told whenever it matters, one line each
public record Resolution(Settings settings, List<SettingView> views, List<Withheld> withheld, List<String> warnings) {

    public Resolution {
        views = List.copyOf(views);
        withheld = List.copyOf(withheld);
        warnings = List.copyOf(warnings);
    }
}
