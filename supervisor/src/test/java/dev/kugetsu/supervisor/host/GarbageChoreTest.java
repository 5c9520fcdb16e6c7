package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.daemon.Component;
import dev.kugetsu.supervisor.daemon.DaemonIdentity;
import dev.kugetsu.supervisor.daemon.DaemonProcess;
import dev.kugetsu.supervisor.daemon.Listener;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageChoreTest {

    @TempDir
    Path folder;

    @Test
    void isDoneByTheDaemon() throws Exception {
        try (World world = new World(folder)) {
            end(world, "ann");
            end(world, "ben");
            long old = Instant.now().minus(Duration.ofDays(61)).toEpochMilli();
            world.change("UPDATE agent_sessions SET ended_at = " + old + " WHERE agent_session_id = 'ann'");
            world.change("UPDATE agents SET last_seen_at = " + old + " WHERE agent = 'ann'");

            Component maintenance = maintenance(world);
            maintenance.start();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !world.select("SELECT agent FROM agents").contains("ann"));
            maintenance.close();
            assertThat(world.select("SELECT agent FROM agent_sessions")).containsExactly("ben");
        }
    }

    private static void end(World world, String agent) {
        Caller caller = Caller.in(world.repository).asSession(agent);
        world.supervisor()
                .coordination()
                .perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent), caller, Mode.COMMIT);
        world.supervisor().coordination().perform(AgentVerbs.END, new EndAgent(Optional.empty()), caller, Mode.COMMIT);
    }

    private static Component maintenance(World world) {
        DaemonIdentity identity = DaemonIdentity.create(SystemProcesses.detect().current(), "0.1.0", Instant.EPOCH);
        return new HomeParts(Optional.empty(), (ground, host) -> new NoListener())
                        .assemble(new DaemonParts.Ground(
                                new KugetsuHome(world.home),
                                world.environment,
                                identity,
                                DaemonProcess.Boot.SAME,
                                () -> true,
                                new StopRequest()))
                        .components()
                        .stream()
                        .filter(component -> component.name().equals("maintenance"))
                        .findFirst()
                        .orElseThrow();
    }

    private record NoListener() implements Listener {

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.empty();
        }

        @Override
        public void start() {}

        @Override
        public void close() {}
    }
}
