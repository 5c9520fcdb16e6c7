package dev.kugetsu.supervisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The agent that a server speaks for, and whether it ends with its client.
@Timeout(30)
class StdioAgentTest {

    private final BlockingCoordination coordination = new BlockingCoordination();

    @SuppressWarnings("NullAway.Init") // Each test opens its own.
    private Wire wire;

    @BeforeEach
    void greet() throws Exception {
        wire = Wire.greeted(coordination);
    }

    @AfterEach
    void close() throws Exception {
        coordination.gate.countDown();
        wire.close();
    }

    @Test
    void registersTheAgentOnceAndEndsItWhenTheClientHasGone() throws Exception {
        coordination.gate.countDown();
        wire.call(1, "agent_list", "{}");
        wire.receive();
        assertThat(coordination.done).containsExactly("agent.heartbeat", "agent.register", "agent.list");

        wire.hangUp();
        wire.server.await();
        wire.server.leave();

        assertThat(coordination.done).endsWith("agent.list", "agent.end");
        assertThat(coordination.ended).containsExactly("a-1");
    }

    @Test
    void leavesAnAgentThatSomebodyElseHasRegisteredMeanwhile() throws Exception {
        BlockingCoordination quicker = new BlockingCoordination();
        quicker.begunAt = Instant.EPOCH.minusSeconds(1);
        quicker.gate.countDown();
        try (Wire known = Wire.greeted(quicker)) {
            known.call(1, "agent_list", "{}");
            known.receive();

            known.hangUp();
            known.server.await();
            known.server.leave();
        }

        assertThat(quicker.done).containsExactly("agent.heartbeat", "agent.register", "agent.list");
    }

    @Test
    void leavesAnAgentThatItsHooksHaveNamedSince() throws Exception {
        coordination.gate.countDown();
        wire.call(1, "agent_list", "{}");
        wire.receive();
        coordination.givenId = Optional.of("c-1");

        wire.hangUp();
        wire.server.await();
        wire.server.leave();

        assertThat(coordination.ended).isEmpty();
    }

    @Test
    void leavesAnAgentThatWasThereBefore() throws Exception {
        BlockingCoordination before = new BlockingCoordination();
        before.isKnown = true;
        before.gate.countDown();
        try (Wire known = Wire.greeted(before)) {
            known.call(1, "agent_list", "{}");
            known.receive();

            known.hangUp();
            known.server.await();
            known.server.leave();
        }

        assertThat(before.done).containsExactly("agent.heartbeat", "agent.list");
    }
}
