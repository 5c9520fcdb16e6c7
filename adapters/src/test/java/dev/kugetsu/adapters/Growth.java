package dev.kugetsu.adapters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Copies of the folder of a turn that has ended, in which its output grows line by line once more.
final class Growth {

    private final TurnHandle turn;
    private final Path root;
    private final List<String> stdout;
    private final List<String> stderr;
    private int lines = -1;

    Growth(TurnHandle turn, Path root) throws IOException {
        this.turn = turn;
        this.root = Files.createDirectories(root);
        this.stdout = lines(turn.folder().stdout());
        this.stderr = lines(turn.folder().stderr());
    }

    /// Goes on to the next line; false after the last.
    boolean addsALine() {
        return ++lines <= stdout.size() + stderr.size();
    }

    int lines() {
        return lines;
    }

    /// The turn with as much output as there is by now, and no end.
    TurnHandle handle() throws IOException {
        TurnFolder folder = new TurnFolder(Files.createDirectories(root.resolve("turn-" + lines)));
        write(folder.stdout(), stdout.subList(0, Math.min(lines, stdout.size())));
        write(folder.stderr(), stderr.subList(0, Math.max(0, lines - stdout.size())));
        return new TurnHandle(turn.turnId(), folder, turn.process());
    }

    /// The same folder with everything that the turn has left.
    TurnHandle whole() throws IOException {
        TurnFolder folder = new TurnFolder(root.resolve("turn-" + lines));
        write(folder.stdout(), stdout);
        write(folder.stderr(), stderr);
        Files.copy(turn.folder().exit(), folder.exit());
        return new TurnHandle(turn.turnId(), folder, turn.process());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readString(file).lines().toList();
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.writeString(
                file, String.join("", lines.stream().map(line -> line + "\n").toList()));
    }
}
