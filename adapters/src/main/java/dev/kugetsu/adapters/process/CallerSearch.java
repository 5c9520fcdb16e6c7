package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the program on whose behalf we were called: agents call commands through shells, and those end with
/// the command while the agent goes on.
///
/// @param table shows who has called whom
record CallerSearch(ProcessTable table) {

    /// Programs that run another one and are nobody by themselves: git runs hooks, and make its recipes.
    private static final Set<String> GO_BETWEENS = Set.of(
            "sh", "bash", "dash", "ash", "zsh", "fish", "ksh", "mksh", "tcsh", "csh", "busybox", "timeout", "env",
            "setsid", "nohup", "nice", "stdbuf", "xargs", "sudo", "find", "git", "make", "gmake");

    private static final long INIT = 1;

    /// The nearest process above the given one that is no go-between; in a terminal, where the next one is
    /// what shows the terminal, the outermost shell of that terminal instead. Empty when nothing but the
    /// system is above.
    Optional<ProcessIdentity> search(long pid) {
        Optional<Ancestor> outermost = Optional.empty();
        Optional<Ancestor> next = table.ancestor(pid).flatMap(self -> table.ancestor(self.parent()));
        while (next.isPresent() && next.get().identity().pid() != INIT) {
            Ancestor ancestor = next.get();
            boolean hasLeftTheTerminal = outermost
                    .filter(shell -> shell.terminal() != 0 && shell.terminal() != ancestor.terminal())
                    .isPresent();
            if (hasLeftTheTerminal) {
                return outermost.map(Ancestor::identity);
            }
            if (!GO_BETWEENS.contains(ancestor.program())) {
                return Optional.of(ancestor.identity());
            }
            outermost = next;
            next = table.ancestor(ancestor.parent());
        }
        return outermost.filter(shell -> shell.terminal() != 0).map(Ancestor::identity);
    }

    /// The given process and all above it, nearest first, whatever terminals are in between.
    List<ProcessIdentity> lineage(ProcessIdentity process) {
        List<ProcessIdentity> lineage = new ArrayList<>();
        Optional<Ancestor> next =
                table.ancestor(process.pid()).filter(self -> self.identity().equals(process));
        while (next.isPresent() && next.get().identity().pid() != INIT) {
            lineage.add(next.get().identity());
            next = table.ancestor(next.get().parent());
        }
        return List.copyOf(lineage);
    }
}
