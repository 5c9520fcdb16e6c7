package dev.kugetsu.cli.e2e;

import dev.kugetsu.adapters.modelserver.ModelRequest;
import java.util.List;
import java.util.regex.Pattern;

/// What an agent was told by its user, letter by letter, without the welcome that its hooks have put before it.
final class UserTexts {

    private static final Pattern WELCOME = Pattern.compile(
            "(?s)^\\[kugetsu] Others work in this repository too\\..*?</kugetsu-state>\\n.*?`kugetsu message read <id>`\\.");

    private UserTexts() {}

    static List<String> of(ModelRequest request) {
        return request.texts("user").stream().map(UserTexts::own).toList();
    }

    static String own(String text) {
        return WELCOME.matcher(text).replaceFirst("");
    }
}
