package dev.kugetsu.adapters.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The patches in a shell command. Of all that a shell understands, only `cd <folder>` before `&&`, `;` or a
/// new line is read; whatever else stands there is taken to leave the folder as it is.
final class ShellPatch {

    /// A line that is added may say anything, so the end counts at the beginning of a line only.
    private static final Pattern PATCH = Pattern.compile(
            "\\*\\*\\* Begin Patch(.*?)(?:^\\*\\*\\* End Patch|\\z)", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern BETWEEN = Pattern.compile("&&|[;\\n]");
    private static final Pattern CHANGE = Pattern.compile("(?:cd|pushd|popd)(?:\\s.*)?");

    /// A folder that stands there as itself: without quotes, or in some.
    private static final Pattern PLAIN_CHANGE = Pattern.compile(
            "cd\\s+(?:--\\s+)?(?:([A-Za-z0-9._/@%+=:,][A-Za-z0-9._/@%+=:,-]*)|'([^']+)'|\"([^\"$`\\\\]+)\")");

    /// What Linux takes for a path.
    private static final int LONGEST_PATH = 4096;

    private final List<String> files = new ArrayList<>();

    /// Where the shell is; empty when that cannot be told.
    private Optional<String> folder = Optional.of("");

    private ShellPatch() {}

    /// Every file of the patches, absolute or relative to where the command runs. Of patches that are applied in
    /// a folder that cannot be told, those that are absolute.
    static Stream<String> files(String command) {
        ShellPatch shell = new ShellPatch();
        shell.read(command);
        return shell.files.stream().distinct();
    }

    private void read(String command) {
        Matcher patch = PATCH.matcher(command);
        int end = 0;
        while (patch.find()) {
            BETWEEN.splitAsStream(command.substring(end, patch.start()))
                    .map(String::strip)
                    .filter(CHANGE.asMatchPredicate())
                    .forEach(this::change);
            PatchText.files(patch.group(1))
                    .flatMap(file -> there(file).stream())
                    .forEach(files::add);
            end = patch.end();
        }
    }

    private void change(String statement) {
        Matcher plain = PLAIN_CHANGE.matcher(statement);
        folder = plain.matches()
                ? Stream.of(1, 2, 3)
                        .flatMap(group -> Optional.ofNullable(plain.group(group)).stream())
                        .findFirst()
                        .flatMap(this::there)
                : Optional.empty();
    }

    private Optional<String> there(String path) {
        if (path.startsWith("/")) {
            return Optional.of(path);
        }
        return folder.map(parent -> parent.isEmpty() ? path : parent + "/" + path)
                .filter(whole -> whole.length() <= LONGEST_PATH);
    }
}
