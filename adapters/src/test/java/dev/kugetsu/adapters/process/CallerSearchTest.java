package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerSearchTest {

    private static final long US = 100;

    private final Chain chain = new Chain();

    @Test
    void findsTheAgentBehindItsShell() {
        chain.add(US, 99, 0, "java")
                .add(99, 98, 0, "bash")
                .add(98, 50, 0, "claude")
                .add(50, 1, 0, "bash");

        assertThat(search()).contains(98L);
    }

    /// The hook before a push, and a recipe.
    @Test
    void findsTheAgentBehindGitAndMake() {
        chain.add(US, 99, 0, "java")
                .add(99, 98, 0, "sh")
                .add(98, 97, 0, "git")
                .add(97, 96, 0, "make")
                .add(96, 95, 0, "bash")
                .add(95, 1, 0, "claude");

        assertThat(search()).contains(95L);
    }

    @Test
    void findsTheAgentInATerminal() {
        chain.add(US, 99, 7, "java")
                .add(99, 98, 7, "bash")
                .add(98, 50, 7, "node")
                .add(50, 40, 7, "zsh");

        assertThat(search()).contains(98L);
    }

    @Test
    void takesTheShellOfAPersonForThePersonAndNotTheWindowAroundIt() {
        chain.add(US, 50, 7, "java").add(50, 40, 7, "zsh").add(40, 1, 0, "gnome-terminal-");

        assertThat(search()).contains(50L);
    }

    @Test
    void tellsTwoWindowsOfOneMultiplexerApart() {
        chain.add(US, 51, 8, "java").add(51, 40, 8, "bash").add(40, 1, 0, "tmux: server");

        assertThat(search()).contains(51L);
    }

    @Test
    void findsNobodyBehindAScriptOfTheSystem() {
        chain.add(US, 50, 0, "java").add(50, 1, 0, "sh").add(1, 0, 0, "systemd");

        assertThat(search()).isEmpty();
    }

    @Test
    void findsNobodyWhenTheChainBreaks() {
        chain.add(US, 50, 0, "java");

        assertThat(search()).isEmpty();
    }

    @Test
    void knowsWhatIsAroundATerminal() {
        chain.add(US, 50, 7, "java").add(50, 40, 7, "zsh").add(40, 1, 0, "codex");
        ProcessIdentity shell = new CallerSearch(chain).search(US).orElseThrow();

        assertThat(new CallerSearch(chain).lineage(shell))
                .extracting(ProcessIdentity::pid)
                .containsExactly(50L, 40L);
    }

    private Optional<Long> search() {
        return new CallerSearch(chain).search(US).map(ProcessIdentity::pid);
    }

    /// Processes above each other.
    private static final class Chain implements ProcessTable {

        private final Map<Long, Ancestor> processes = new HashMap<>();

        Chain add(long pid, long parent, long terminal, String program) {
            processes.put(pid, new Ancestor(new ProcessIdentity(pid, 1, "boot"), parent, terminal, program));
            return this;
        }

        @Override
        public Optional<Ancestor> ancestor(long pid) {
            return Optional.ofNullable(processes.get(pid));
        }

        @Override
        public WrapperDialect dialect() {
            return WrapperDialect.PROCFS;
        }

        @Override
        public String origin() {
            return "boot";
        }

        @Override
        public ProcessIdentity current() {
            return new ProcessIdentity(US, 1, "boot");
        }

        @Override
        public Liveness probe(ProcessIdentity process) {
            return Liveness.UNKNOWN;
        }

        @Override
        public List<ProcessEntry> snapshot() {
            return List.of();
        }
    }
}
