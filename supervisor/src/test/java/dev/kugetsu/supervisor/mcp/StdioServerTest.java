package dev.kugetsu.supervisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests of a client, whatever it sends and however long they last.
@Timeout(30)
class StdioServerTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":99,\"method\":\"ping\"}";

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
}
