package dev.kugetsu.supervisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.verb.Desktop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients over HTTP as agents, whether their program is known or not.
class HttpServerTest {

    private static final String HELLO = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
    private static final Duration LONG = Duration.ofHours(3);

    @TempDir
    Path folder;

    private Desktop desk;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        desk = new Desktop(folder, (handlers, parts) -> {});
        server = new HttpServer("1", desk.clock());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        desk.close();
    }

    @Test
    void endsAnAgentOfWhichNothingIsHeardAnyMore() {
        begin(Optional.empty());

        server.endSilent();
        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endedAt()).isEmpty());
        desk.pass(LONG);
        server.endSilent();

        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endReason()).contains(EndReason.LOGOUT));
    }

    @Test
    void keepsAnAgentWhoseProgramLivesHoweverSilentItIs() {
        begin(Optional.of(SystemProcesses.detect().current()));

        desk.pass(LONG);
        server.endSilent();

        assertThat(agents()).singleElement().satisfies(agent -> {
            assertThat(agent.pid()).contains(ProcessHandle.current().pid());
            assertThat(agent.endedAt()).isEmpty();
        });
    }

    /// As when a client has lost its connection and begins a new one.
    @Test
    void isTheSameAgentInEachConnectionOfOneProgramUntilTheLastOneEnds() {
        Optional<ProcessIdentity> program = Optional.of(SystemProcesses.detect().current());
        String first = begin(program);
        desk.pass(Duration.ofSeconds(1));
        String second = begin(program);

        server.delete(visit(Optional.of(first), program));
        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endedAt()).isEmpty());
        server.delete(visit(Optional.of(second), program));

        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endReason()).contains(EndReason.LOGOUT));
    }

    /// A lock may be waited for, and nothing else is called off when its client hangs up.
    @Test
    void watchesOnlyThoseWhoWait() {
        String session = begin(Optional.empty());
        AtomicInteger watched = new AtomicInteger();
        HttpVisit visit = new HttpVisit(
                Optional.of(session),
                Optional.empty(),
                Optional.empty(),
                desk.coordination(),
                Caller.in(desk.repository()),
                Optional::empty,
                () -> {
                    watched.incrementAndGet();
                    return () -> watched.addAndGet(100);
                });

        server.post(visit, call("agent_list"));
        assertThat(watched).hasValue(0);
        server.post(visit, call("lock_acquire"));

        assertThat(watched).hasValue(101);
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }

    private String begin(Optional<ProcessIdentity> program) {
        HttpReply reply = server.post(visit(Optional.empty(), program), HELLO);
        assertThat(reply.status()).isEqualTo(200);
        return reply.session().orElseThrow();
    }

    private HttpVisit visit(Optional<String> session, Optional<ProcessIdentity> program) {
        return visit(session, program, desk.coordination());
    }

    private HttpVisit visit(Optional<String> session, Optional<ProcessIdentity> program, Coordination coordination) {
        return new HttpVisit(
                session,
                Optional.empty(),
                Optional.empty(),
                coordination,
                Caller.in(desk.repository()),
                () -> program,
                () -> () -> {});
    }

    private List<AgentView> agents() {
        return desk.perform(AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), desk.operator());
    }
}
