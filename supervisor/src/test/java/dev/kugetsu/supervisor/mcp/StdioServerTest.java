package dev.kugetsu.supervisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StdioServerTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":99,\"method\":\"ping\"}";

    private final Blocking coordination = new Blocking();

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
    void answersWhileAnotherRequestWaits() throws Exception {
        wire.call(1, "agent_show", "{\"agent\":\"anybody\"}");
        coordination.awaitBegun();

        wire.send(PING);

        assertThat(wire.receive().path("id").asInt()).isEqualTo(99);
        coordination.gate.countDown();
        assertThat(wire.receive().path("id").asInt()).isEqualTo(1);
    }

    @Test
    void givesUpWhatTheClientHasCalledOff() throws Exception {
        wire.call(1, "lock_acquire", "{\"path\":\"a\",\"patience\":\"10m\"}");
        coordination.awaitBegun();

        wire.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        await().untilAsserted(() -> assertThat(coordination.done).contains("lock.acquire interrupted"));
        wire.send(PING);

        assertThat(wire.receive().path("id").asInt())
                .as("the answer that is not wanted is not sent")
                .isEqualTo(99);
    }

    /// Half of a capture would be worse than one that nobody waits for.
    @Test
    void doesToItsEndWhatWaitsForNobody() throws Exception {
        wire.call(1, "agent_show", "{\"agent\":\"anybody\"}");
        coordination.awaitBegun();

        wire.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        wire.send(PING);
        assertThat(wire.receive().path("id").asInt()).isEqualTo(99);
        coordination.gate.countDown();

        await().untilAsserted(() -> assertThat(coordination.done).anyMatch(done -> done.startsWith("agent.show")));
        assertThat(coordination.done).contains("agent.show").doesNotContain("agent.show interrupted");
        wire.send(PING);
        assertThat(wire.receive().path("id").asInt())
                .as("the answer that is not wanted is not sent")
                .isEqualTo(99);
    }

    @Test
    void answersGarbageAndGoesOn() throws Exception {
        for (String line : List.of("garbage", "{", "{\"jsonrpc\":\"2.0\"")) {
            wire.send(line);
            assertError(wire.receive(), -32_700);
        }
        for (String line :
                List.of("[]", "42", "{}", "[".repeat(100_000), "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}")) {
            wire.send(line);
            assertError(wire.receive(), -32_600);
        }
        wire.send("");
        wire.send("\u0000");
        assertError(wire.receive(), -32_700);
        wire.send(PING);

        assertThat(wire.receive().path("id").asInt()).isEqualTo(99);
    }

    @Test
    void refusesAMessageOfTenMegabytesAndGoesOn() throws Exception {
        wire.call(1, "agent_show", "{\"agent\":\"" + "x".repeat(10 << 20) + "\"}");
        assertError(wire.receive(), -32_600);
        wire.send(PING);

        assertThat(wire.receive().path("id").asInt()).isEqualTo(99);
    }

    @Test
    void tellsTheModelWhatIsRefused() throws Exception {
        coordination.gate.countDown();

        wire.call(1, "agent_show", "{\"agent\":\"nobody\"}");
        JsonNode result = wire.receive().path("result");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText())
                .isEqualTo("error: held\nnext: wait\ndetails: {\"holder\":\"brave-heron\"}");
        assertThat(result.at("/structuredContent/error/kind").asText()).isEqualTo("conflict");
        assertThat(result.at("/structuredContent/error/details/holder").asText())
                .isEqualTo("brave-heron");
    }

    @Test
    void tellsTheModelWhatItHasWrittenWrongly() throws Exception {
        wire.call(1, "agent_show", "{\"agnt\":\"x\"}");
        JsonNode refused = wire.receive().path("result");
        wire.call(2, "agent_show", "{\"agent\":7}");
        JsonNode wrong = wire.receive().path("result");
        wire.call(3, "no_such_tool", "{}");
        JsonNode unknown = wire.receive();

        assertThat(refused.path("isError").asBoolean()).isTrue();
        assertThat(refused.at("/content/0/text").asText()).contains("`agnt`", "the fields are agent");
        assertThat(wrong.at("/content/0/text").asText()).contains("the field `agent` takes a text, not 7");
        assertThat(unknown.path("error").path("code").asInt()).isEqualTo(-32_602);
    }

    @Test
    void takesNoMoreRequestsAtOnceThanItCanHold() throws Exception {
        for (int id = 1; id <= RunningRequests.MOST; id++) {
            wire.call(id, "agent_show", "{\"agent\":\"anybody\"}");
        }

        wire.send(PING);

        assertThat(wire.receive().path("error").path("code").asInt()).isEqualTo(Messages.BUSY);
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
        Blocking quicker = new Blocking();
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
        Blocking before = new Blocking();
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

    @Test
    void endsAtOnceWhenItIsAskedToWhateverWaits() throws Exception {
        wire.call(1, "lock_acquire", "{\"path\":\"a\",\"patience\":\"10m\"}");
        coordination.awaitBegun();

        wire.server.stop();
        wire.server.await();

        await().untilAsserted(() -> assertThat(coordination.done).contains("lock.acquire interrupted"));
    }

    private static void assertError(JsonNode answer, int code) {
        assertThat(answer.path("id").isNull()).as(answer.toString()).isTrue();
        assertThat(answer.path("error").path("code").asInt())
                .as(answer.toString())
                .isEqualTo(code);
    }

    private record SomethingHeld(String holder) {}

    /// Knows nobody until somebody is registered, and shows nobody until the gate is open.
    private static final class Blocking implements Coordination {

        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch begun = new CountDownLatch(1);
        final List<String> done = Collections.synchronizedList(new ArrayList<>());
        final List<String> ended = Collections.synchronizedList(new ArrayList<>());
        volatile boolean isKnown;
        volatile Instant begunAt = Instant.EPOCH;
        volatile Optional<String> givenId = Optional.empty();

        void awaitBegun() throws InterruptedException {
            begun.await();
        }

        @Override
        public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode) {
            if (request.equals(new ShowAgent("a-1"))) {
                return registered();
            }
            if (isSlow(verb)) {
                begun.countDown();
                pass(verb);
            }
            done.add(verb.name());
            if (verb.equals(AgentVerbs.HEARTBEAT) && !isKnown) {
                throw new KugetsuException(Kind.NOT_FOUND, "no such agent session");
            }
            if (verb.equals(AgentVerbs.END)) {
                ended.add(caller.session().orElse("whoever calls"));
            }
            if (verb.equals(AgentVerbs.REGISTER)) {
                return registered();
            }
            return verb.shape() == Verb.Shape.MANY ? nothing() : refuse(verb);
        }

        /// Whoever asks has asked for the verb that has this answer.
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private <R> R registered() {
            return (R) new AgentView(
                    "a-1",
                    givenId,
                    "brave-heron",
                    Optional.empty(),
                    "app",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Presence.ACTIVE,
                    begunAt,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }

        /// An empty list is one of whatever was asked for.
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <R> R nothing() {
            return (R) List.of();
        }

        private static boolean isSlow(Verb<?, ?> verb) {
            return verb.equals(AgentVerbs.SHOW) || verb.equals(LockVerbs.ACQUIRE);
        }

        private static <R> R refuse(Verb<?, R> verb) {
            if (isSlow(verb)) {
                throw new KugetsuException(Kind.CONFLICT, "held", "wait", new SomethingHeld("brave-heron"));
            }
            return unseen();
        }

        /// Nobody looks at it.
        @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
        private static <R> R unseen() {
            return null;
        }

        private void pass(Verb<?, ?> verb) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.add(verb.name() + " interrupted");
                throw new KugetsuException(Kind.INTERRUPTED, "interrupted", "repeat it");
            }
        }
    }
}
