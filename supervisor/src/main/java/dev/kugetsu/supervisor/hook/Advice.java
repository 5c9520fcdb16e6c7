package dev.kugetsu.supervisor.hook;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.UntrustedFrame;
import dev.kugetsu.supervisor.lock.PathKeys;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an agent is told whose edit is blocked, and what it can do about it where it stands.
///
/// @param folder where its shell is taken to be; empty if the harness does not say
/// @param file what it wanted to edit, absolute
/// @param place the key of that file
record Advice(Optional<Path> folder, Path file, PathKeys.Place place) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/][A-Za-z0-9._/@+-]{0,199}");

    /// The name of an agent is plain by itself. What else somebody has named stands on one line, and what is
    /// long is cut.
    String against(LockView lock) {
        return "[kugetsu] BLOCKED: " + UntrustedFrame.line(lock.key(), 200) + " is locked by " + lock.agent()
                + lock.agentSessionId()
                        .map(id -> " [" + UntrustedFrame.line(id, 80) + "]")
                        .orElse("")
                + " until " + lock.expiresAt()
                + ". Work on something else, wait with `kugetsu lock " + path()
                + " --wait 60s`, or ask with `kugetsu message send --to " + lock.agent() + " \"…\"`."
                + lock.reason()
                        .map(text -> " The owner's words: " + UntrustedFrame.line(text, 200))
                        .orElse("");
    }

    /// What means the file in the agent's folder; only what every shell takes as it is stands in a command.
    private String path() {
        return Stream.concat(folder.stream().flatMap(this::within), Stream.of(file))
                .map(Path::toString)
                .filter(text -> PLAIN.matcher(text).matches())
                .findFirst()
                .orElse("<path>");
    }

    private Stream<Path> within(Path folder) {
        Path path = folder.normalize().relativize(file.normalize());
        return Stream.of(path).filter(there -> isTheFile(folder, there));
    }

    /// Links may lead elsewhere than the names say; what cannot be followed is not advised, and no reason to
    /// let the edit pass.
    private boolean isTheFile(Path folder, Path path) {
        try {
            return !path.toString().isEmpty()
                    && PathKeys.find(folder, path.toString()).equals(Optional.of(place));
        } catch (KugetsuException e) {
            return false;
        }
    }
}
